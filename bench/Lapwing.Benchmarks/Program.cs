using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Lapwing.Benchmarks;

if (args is ["store" or "reopen", _, ..])
{
    await StoreScenario.RunAsync(args);
    return;
}

// In process: a benchmark measures what the server does in one process, and needs no build of its own on a small machine.
var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(IngestBenchmarks).Assembly).Run(args, config);
