using Lapwing.Config;

namespace Lapwing.Tests.Config;

public sealed class ConfigFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet")]
    [InlineData("---\n")]
    [InlineData("apis:\nfiles: ~\nroute: null")]
    public void What_is_left_out_has_its_default(string yaml) => Assert.Equal(new LapwingConfig(), Read.Valid(yaml));

    [Fact]
    public void The_documented_example_is_read_as_it_says()
    {
        var config = Read.Valid("""
            listen: 127.0.0.1:8000
            data: ./lapwing-data
            retention: { time: 30d, size: 0 }
            storage: { out_of_order_window: 1h, fsync: 1s }
            defaults:
              interval: 5s
              timeout: 3s
              retry: { attempts: 3, backoff: 1s, factor: 2, max: 30s }
              window: 10
            apis:
              - name: orders
                url: https://shop.example/api/orders
                method: GET
                headers: { Authorization: "Bearer ${TOKEN}" }
                expect:
                  status: [200-299]
                  max_response_time: 300ms
                  body: { contains: ok, matches: '^\{', json: { "$.status": ok } }
                  headers: { Content-Type: ^application/json }
                  certificate: 14d
                labels: { team: shop }
            databases:
              - name: primary_db
                engine: postgresql
                connection: postgresql://me:${TOKEN}@db.example/shop
                queries:
                  - metric: orders_waiting
                    sql: SELECT count(*) AS value FROM orders WHERE state = 'waiting'
            files:
              - path: /var/log/app.log
                match: [{ metric: app_errors_total, regex: ERROR }]
              - path: /data/in/*.csv
                expect: { max_age: 1h, max_size: 5MB, min_files: 1 }
            global: {}
            scrape_configs: []
            rule_files: []
            groups: []
            route: {}
            receivers: []
            inhibit_rules: []
            time_intervals: []
            alerting: {}
            remote_write: []
            remote_read: []
            """);

        Assert.Equal(
            new LapwingConfig
            {
                Apis =
                [
                    new()
                    {
                        Name = "orders",
                        Url = new("https://shop.example/api/orders"),
                        Headers = new([new("Authorization", new("Bearer s3cret"))]),
                        Expect = new()
                        {
                            MaxResponseTime = TimeSpan.FromMilliseconds(300),
                            Body = new() { Contains = "ok", Matches = @"^\{", Json = new([new("$.status", "ok")]) },
                            Headers = new([new("Content-Type", "^application/json")]),
                            Certificate = TimeSpan.FromDays(14),
                        },
                        Labels = new([new("team", "shop")]),
                    },
                ],
                Databases =
                [
                    new()
                    {
                        Name = "primary_db",
                        Engine = DatabaseEngine.Postgresql,
                        Connection = new("postgresql://me:s3cret@db.example/shop"),
                        Queries = [new() { Metric = "orders_waiting", Sql = "SELECT count(*) AS value FROM orders WHERE state = 'waiting'" }],
                    },
                ],
                Files =
                [
                    new() { Path = "/var/log/app.log", Match = [new() { Metric = "app_errors_total", Regex = "ERROR" }] },
                    new() { Path = "/data/in/*.csv", Expect = new() { MaxAge = TimeSpan.FromHours(1), MaxSize = new(5_000_000) } },
                ],
                Route = new(),
            },
            config);
    }

    [Fact]
    public void Rules_and_receivers_are_read_in_the_forms_of_Prometheus_and_Alertmanager()
    {
        var config = Read.Valid("""
            groups:
              - name: shop
                rules:
                  - alert: Slow
                    expr: api_response_time{target="orders"} > 300
                    for: 1m30s
                    labels: { severity: page }
                    annotations:
                      summary: "{{ $labels.target }} answers in {{ $value }} ms"
            route: { receiver: team }
            receivers:
              - name: team
                webhook_configs: [{ url: 'https://hooks.example/${TOKEN}', send_resolved: false, timeout: 2s }]
            """);

        var rule = config.Groups[0].Rules[0];
        Assert.Equal(TimeSpan.FromSeconds(90), rule.For);
        Assert.Equal("page", rule.Labels["severity"]);
        Assert.Equal(
            new WebhookConfig { Url = new("https://hooks.example/s3cret"), SendResolved = false, Timeout = TimeSpan.FromSeconds(2) },
            config.Receivers[0].WebhookConfigs[0]);
    }

    [Theory]
    [InlineData("listen: a:1", new[] { "a:1" })]
    [InlineData("listen: [a:1, '[::1]:0', '*:8000']", new[] { "a:1", "[::1]:0", "*:8000" })]
    public void A_list_of_one_may_be_written_without_brackets(string yaml, string[] listen) => Assert.Equal(listen, Read.Valid(yaml).Listen);

    [Theory]
    [InlineData("auto", HttpVersionChoice.Auto)]
    [InlineData("1.1", HttpVersionChoice.Http11)]
    [InlineData("2", HttpVersionChoice.Http2)]
    [InlineData("3", HttpVersionChoice.Http3)]
    internal void A_version_of_HTTP_is_written_as_a_number(string written, HttpVersionChoice version) =>
        Assert.Equal(version, Read.Valid($"apis: [{{ url: http://a, http_version: {written} }}]").Apis[0].HttpVersion);

    [Fact]
    public void What_later_versions_will_use_is_accepted_and_told_of() => Assert.Equal(
        [
            "lapwing.yml:1:1: tracing: not used by this version",
            "lapwing.yml:3:10: route.group_by: not used by this version",
            "lapwing.yml:4:24: receivers[0].slack_configs: not used by this version",
        ],
        Read.Text("""
            tracing: { endpoint: a }
            scrape_configs: []
            route: { group_by: ['${NOT_EVEN_READ}'] }
            receivers: [{ name: a, slack_configs: [{ channel: b }] }]
            """).Warnings.Select(warning => $"{warning}"));

    [Fact]
    public void A_merged_mapping_gives_what_the_mapping_itself_leaves_out()
    {
        var files = Read.Valid("""
            files:
              - &base { path: a, interval: 1s, window: 3 }
              - { <<: *base, path: b, window: 4 }
            """).Files;

        Assert.Equal(new FileConfig { Path = "b", Interval = TimeSpan.FromSeconds(1), Window = 4 }, files[1]);
    }

    [Fact]
    public void Files_of_TLS_begin_at_the_folder_of_the_configuration()
    {
        var folder = Directory.CreateTempSubdirectory("lapwing-").FullName;
        var file = Path.Combine(folder, "lapwing.yml");
        File.WriteAllText(Path.Combine(folder, "ca.pem"), "");
        File.WriteAllText(file, "apis: [{ url: https://a, tls: { ca_file: ca.pem, cert_file: own.pem } }]");

        var errors = Read.Files.Load(file).Errors.Select(error => $"{error.Path}: {error.Message}");

        Assert.Equal(
            [
                "apis[0].tls.key_file: is required with cert_file",
                $"apis[0].tls.cert_file: the file \"{Path.Combine(folder, "own.pem")}\" does not exist or cannot be seen",
            ],
            errors);
        File.WriteAllText(file, "apis: [{ url: https://a, tls: { ca_file: ca.pem } }]");
        Assert.Equal(Path.Combine(folder, "ca.pem"), Read.Files.Load(file).Config!.Apis[0].Tls.CaFile);
        Directory.Delete(folder, recursive: true);
    }
}
