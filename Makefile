# Two commands on a fresh machine: `make run` and `make test`. The rest is for those who work on Lapwing.

CONFIGURATION ?= Release
RUNTIME ?= linux-x64
LAPWING := artifacts/bin/Lapwing/$(shell echo $(CONFIGURATION) | tr A-Z a-z)/lapwing

.PHONY: run build test format publish bench clean

# The demonstration: a small world of its own, watched live on http://127.0.0.1:8000
run: build
	@exec $(LAPWING) demo $(ARGS)

build:
	@dotnet build src/Lapwing --configuration $(CONFIGURATION) --nologo --verbosity quiet

# Installs and starts what tests need, passes everything, ends with "N passed, N failed, N skipped"
test:
	@eng/test.sh

# Writes code as the build wants to see it
format:
	@dotnet format Lapwing.slnx
	@cd web && npm run --silent format

# One self-contained file: artifacts/lapwing
publish:
	@dotnet publish src/Lapwing --configuration Release --property:RuntimeIdentifier=$(RUNTIME) --nologo --verbosity quiet --output artifacts/publish
	@mv artifacts/publish/lapwing artifacts/lapwing && rm -rf artifacts/publish
	@ls -lh artifacts/lapwing

clean:
	@rm -rf artifacts web/dist web/node_modules
