namespace Lapwing.Tests.Config;

/// <summary>What people write wrong, and what they are told: the whole line.</summary>
public sealed class ConfigErrorTests
{
    [Theory]
    // YAML
    [InlineData("data: a\ndata: b", "lapwing.yml:2:1: data: is given twice; the first is in line 1")]
    [InlineData("data: a\n---\ndata: b", "lapwing.yml:2:1: not valid YAML: a configuration is one document; remove the second")]
    [InlineData("data: *where", "lapwing.yml:1:7: not valid YAML: the alias *where names no anchor that ended before it")]
    [InlineData("apis: &a [*a]", "lapwing.yml:1:11: not valid YAML: the alias *a names no anchor that ended before it")]
    [InlineData("? [a]\n: b", "lapwing.yml:1:3: not valid YAML: a key must be a text")]
    [InlineData("data: !vault x", "lapwing.yml:1:7: not valid YAML: the tag \"!vault\" is not known")]
    [InlineData("defaults: { <<: 5 }", "lapwing.yml:1:11: not valid YAML: the merge key << takes an alias of a mapping, or a list of them")]
    [InlineData("retention_rules: [{ match: 'up > 1', time: 7d }]", "lapwing.yml:1:28: retention_rules[0].match: \"up > 1\" is not a selector; write {label=\"value\"} or name{label=\"value\"}")]
    [InlineData("storage: { fsync: sometimes }", "lapwing.yml:1:19: storage.fsync: \"sometimes\" says not when to sync; write an interval from 100ms to 1h, always or never")]
    [InlineData("just words", "lapwing.yml:1:1: the file is not a mapping; it has the options listen, data, retention, retention_rules, storage, defaults, apis, databases, files, builtin_rules, groups, route, receivers")]
    // Shape
    [InlineData("defaults: { intervall: 5s }", "lapwing.yml:1:13: defaults.intervall: is not an option here; did you mean `interval`?")]
    [InlineData("defaults: { speed: 5s }", "lapwing.yml:1:13: defaults.speed: is not an option here; there are interval, timeout, retry, window")]
    [InlineData("defaults: 5s", "lapwing.yml:1:11: defaults: is not a mapping; it has the options interval, timeout, retry, window")]
    [InlineData("defaults: { interval: [5s] }", "lapwing.yml:1:23: defaults.interval: is a list, but one value belongs here")]
    [InlineData("data: { a: b }", "lapwing.yml:1:7: data: is a mapping, but one value belongs here")]
    [InlineData("apis:\n  name: orders", "lapwing.yml:2:3: apis: is not a list; begin each element with a dash")]
    [InlineData("apis: [5]", "lapwing.yml:1:8: apis[0]: is not a mapping; it has the options url, method, headers, body, basic_auth, bearer_token, max_redirects, http_version, ip, proxy, tls, max_body, keep_alive, expect, name, interval, timeout, retry, window, labels")]
    [InlineData("listen:\n  - ", "lapwing.yml:2:4: listen[0]: is empty; write something or remove it")]
    [InlineData("apis:\n  - name: orders", "lapwing.yml:2:5: apis[0].url: is required")]
    [InlineData("files: [{ path: a, labels: team }]", "lapwing.yml:1:28: files[0].labels: is not a mapping; write a name, a colon and a value in each line")]
    [InlineData("files: [{ path: a, labels: { team: } }]", "lapwing.yml:1:36: files[0].labels.team: has no value; write \"\" for an empty text")]
    // Scalars
    [InlineData("defaults: { interval: fast }", "lapwing.yml:1:23: defaults.interval: \"fast\" is not a duration; write 300ms, 5s, 1h30m or 30d")]
    [InlineData("defaults: { interval: 5 }", "lapwing.yml:1:23: defaults.interval: \"5\" is not a duration; write 300ms, 5s, 1h30m or 30d")]
    [InlineData("defaults: { window: ten }", "lapwing.yml:1:21: defaults.window: \"ten\" is not a whole number; write one such as 3")]
    [InlineData("defaults: { retry: { factor: nan } }", "lapwing.yml:1:30: defaults.retry.factor: \"nan\" is not a number; write one such as 2 or 1.5")]
    [InlineData("builtin_rules: { large_file_size: off }", "lapwing.yml:1:35: builtin_rules.large_file_size: \"off\" is neither true nor false; write one of them")]
    [InlineData("files: [{ path: a, expect: { max_size: big } }]", "lapwing.yml:1:40: files[0].expect.max_size: \"big\" is not a size; write 512KiB, 5MB or 10GiB")]
    [InlineData("files: [{ path: a, match: [{ metric: a_total, regex: A }, { metric: b_total, regex: B }, { metric: a_total, regex: C }] }]", "lapwing.yml:1:100: files[0].match[2].metric: \"a_total\" is counted by files[0].match[0].metric already; choose another name, or join the two by | in one regex")]
    [InlineData("databases: [{ engine: postgres, connection: x }]", "lapwing.yml:1:23: databases[0].engine: \"postgres\" is not one of postgresql, mysql, sqlserver, sqlite, redis")]
    [InlineData("apis: [{ url: http://a, http_version: 1.0 }]", "lapwing.yml:1:39: apis[0].http_version: \"1.0\" is not one of auto, 1.1, 2, 3")]
    [InlineData("apis: [{ url: http://a, expect: { status: 2xx } }]", "lapwing.yml:1:43: apis[0].expect.status: \"2xx\" is not a status or a range of statuses; write 200 or 200-299")]
    [InlineData("apis: [{ url: http://a, expect: { status: [200, 99] } }]", "lapwing.yml:1:49: apis[0].expect.status[1]: \"99\" is not a status or a range of statuses; write 200 or 200-299")]
    [InlineData("apis: [{ url: http://a, expect: { status: 299-200 } }]", "lapwing.yml:1:43: apis[0].expect.status: \"299-200\" is not a status or a range of statuses; write 200 or 200-299")]
    [InlineData("apis: [{ url: ftp://a }]", "lapwing.yml:1:15: apis[0].url: \"ftp://a\" is not an http or https URL without user and password; write https://host/path")]
    [InlineData("apis: [{ url: /health }]", "lapwing.yml:1:15: apis[0].url: \"/health\" is not an http or https URL without user and password; write https://host/path")]
    [InlineData("apis: [{ url: \"http://me:hidden@a\" }]", "lapwing.yml:1:15: apis[0].url: the value is not an http or https URL without user and password; write https://host/path")]
    // Ranges
    [InlineData("defaults: { interval: 50ms }", "lapwing.yml:1:23: defaults.interval: \"50ms\" is out of range; write 100ms to 30d")]
    [InlineData("files: [{ path: a, interval: 31d }]", "lapwing.yml:1:30: files[0].interval: \"31d\" is out of range; write 100ms to 30d")]
    [InlineData("defaults: { window: 0 }", "lapwing.yml:1:21: defaults.window: \"0\" is out of range; write 1 to 10000")]
    [InlineData("defaults: { retry: { attempts: 11 } }", "lapwing.yml:1:32: defaults.retry.attempts: \"11\" is out of range; write 1 to 10")]
    [InlineData("defaults: { retry: { factor: 0.5 } }", "lapwing.yml:1:30: defaults.retry.factor: \"0.5\" is out of range; write 1 to 10")]
    [InlineData("apis: [{ url: http://a, max_redirects: 51 }]", "lapwing.yml:1:40: apis[0].max_redirects: \"51\" is out of range; write 0 to 50")]
    [InlineData("apis: [{ url: http://a, max_body: 2GiB }]", "lapwing.yml:1:35: apis[0].max_body: \"2GiB\" is out of range; write 0 to 1GiB")]
    [InlineData("files: [{ path: a, expect: { min_files: -1 } }]", "lapwing.yml:1:41: files[0].expect.min_files: \"-1\" is less than 0, the least allowed")]
    // Texts of a certain form
    [InlineData("listen: localhost", "lapwing.yml:1:9: listen: \"localhost\" is not a host and a port; write 127.0.0.1:8000, [::1]:8000, localhost:8000 or *:8000")]
    [InlineData("listen: [\"*:70000\"]", "lapwing.yml:1:10: listen[0]: \"*:70000\" is not a host and a port; write 127.0.0.1:8000, [::1]:8000, localhost:8000 or *:8000")]
    [InlineData("files: [{ path: '' }]", "lapwing.yml:1:17: files[0].path: \"\" is empty; write something or leave the option out")]
    [InlineData("files: [{ path: \"a\\0b\" }]", "lapwing.yml:1:17: files[0].path: \"a\\u0000b\" holds a NUL character, which no path can have")]
    [InlineData("apis: [{ url: http://a, method: GET IT }]", "lapwing.yml:1:33: apis[0].method: \"GET IT\" is not a method of HTTP; write one such as GET or POST")]
    [InlineData("apis: [{ url: http://a, headers: { 'a b': c } }]", "lapwing.yml:1:36: apis[0].headers[\"a b\"]: \"a b\" is not a name for a header; write one such as Accept")]
    [InlineData("apis: [{ url: http://a, headers: { A: \"b\\nc\" } }]", "lapwing.yml:1:39: apis[0].headers.A: the value holds a line break, a control character or a letter outside ASCII, which a header cannot carry")]
    [InlineData("apis: [{ url: http://a, basic_auth: { username: a:b, password: c } }]", "lapwing.yml:1:49: apis[0].basic_auth.username: \"a:b\" holds a colon, which basic authentication cannot carry")]
    [InlineData("apis: [{ url: http://a, expect: { headers: { Via: '(' } } }]", "lapwing.yml:1:51: apis[0].expect.headers.Via: \"(\" is not a regular expression: insufficient closing parentheses at character 2")]
    [InlineData("apis: [{ url: http://a, expect: { body: { matches: '(?=a)' } } }]", "lapwing.yml:1:52: apis[0].expect.body.matches: \"(?=a)\" needs backtracking (a look-around, a back-reference, an atomic group) or very many states; write it without, so that no text can make it slow")]
    [InlineData("apis: [{ url: http://a, expect: { body: { json: { '$.[': b } } } }]", "lapwing.yml:1:51: apis[0].expect.body.json[\"$.[\"]: \"$.[\" is not a JSONPath: Path ended with open indexer; write one such as $.status")]
    [InlineData("files: [{ path: a, labels: { 1st: b } }]", "lapwing.yml:1:30: files[0].labels.1st: \"1st\" is not a name for a label; write letters, digits and _, the first no digit")]
    [InlineData("files: [{ path: a, labels: { source: b } }]", "lapwing.yml:1:30: files[0].labels.source: \"source\" is a label that Lapwing sets itself; choose another name")]
    [InlineData("files: [{ path: a, match: [{ metric: a-b, regex: c }] }]", "lapwing.yml:1:38: files[0].match[0].metric: \"a-b\" is not a name for a metric; write letters, digits, _ and :, the first no digit")]
    [InlineData("files: [{ path: a, match: [{ metric: file_system, regex: c }] }]", "lapwing.yml:1:38: files[0].match[0].metric: \"file_system\" is a metric that Lapwing makes itself; choose another name")]
    [InlineData("receivers: [{ name: a, webhook_configs: [{ url: nowhere }] }]", "lapwing.yml:1:49: receivers[0].webhook_configs[0].url: the value is not an http or https URL without user and password; write https://host/path")]
    // Between options
    [InlineData("listen: []", "lapwing.yml:1:9: listen: is empty; write one address at least, or leave the option out")]
    [InlineData("listen: [a:1, b:1, a:1]", "lapwing.yml:1:20: listen[2]: \"a:1\" is listened on already, at listen[0]")]
    [InlineData("files: [{ path: a, interval: 1s, timeout: 2s }]", "lapwing.yml:1:43: files[0].timeout: 2s is longer than the interval, 1s; write at most that")]
    [InlineData("files: [{ path: a, timeout: 6s }]", "lapwing.yml:1:29: files[0].timeout: 6s is longer than the interval, 5s; write at most that")]
    [InlineData("files: [{ path: a }, { path: b, name: a }]", "lapwing.yml:1:39: files[1].name: \"a\" is the name of files[0] already; each target needs a name of its own")]
    [InlineData("apis: [{ url: 'http://a/?b' }, { url: 'http://a/?c' }]", "lapwing.yml:1:32: apis[1].name: is needed here: without one the name would be \"http://a/\", as of apis[0]")]
    [InlineData("apis: [{ url: http://a, bearer_token: a, basic_auth: { username: b, password: c } }]", "lapwing.yml:1:39: apis[0].bearer_token: cannot go with basic_auth; keep one of them")]
    [InlineData("apis: [{ url: http://a, headers: { authorization: a }, basic_auth: { username: b, password: c } }]", "lapwing.yml:1:68: apis[0].basic_auth: cannot go with the header Authorization; keep one of them")]
    [InlineData("files: [{ path: a, expect: { min_size: 2KB, max_size: 1KB } }]", "lapwing.yml:1:40: files[0].expect.min_size: is more than max_size; no file can be both")]
    [InlineData("files: [{ path: a, expect: { max_files: 0 } }]", "lapwing.yml:1:41: files[0].expect.max_files: 0 is less than min_files, 1; no number is both")]
    [InlineData("groups: [{ name: a }, { name: a }]", "lapwing.yml:1:31: groups[1].name: \"a\" is the name of another group already, at groups[0].name")]
    [InlineData("receivers: [{ name: a }, { name: a }]", "lapwing.yml:1:34: receivers[1].name: \"a\" is the name of another receiver already, at receivers[0].name")]
    [InlineData("route: { receiver: team }", "lapwing.yml:1:20: route.receiver: \"team\" is not one of the receivers; there are none")]
    [InlineData("groups: [{ name: a, rules: [{ alert: b, expr: up ? 1 }] }]", "lapwing.yml:1:47: groups[0].rules[0].expr: unexpected ?, at character 4")]
    public void A_mistake_is_told_with_its_place_and_what_would_be_right(string yaml, string error) => Assert.Equal([error], Read.Errors(yaml));

    [Theory]
    [InlineData("a: [", "lapwing.yml:2:1: not valid YAML: ")]
    [InlineData("data: x\n\tlisten: y", "lapwing.yml:1:7: not valid YAML: ")]
    [InlineData("data: 'x", "lapwing.yml:1:7: not valid YAML: ")]
    [InlineData("data: x\n  listen: y", "lapwing.yml:2:9: not valid YAML: ")]
    public void What_is_not_YAML_is_one_error_with_its_place(string yaml, string start) =>
        Assert.StartsWith(start, Assert.Single(Read.Errors(yaml)));

    [Fact]
    public void A_reference_without_quotes_where_YAML_needs_them_is_explained() =>
        Assert.EndsWith(" (within { } and [ ] write \"${…}\" with quotes)", Assert.Single(Read.Errors("defaults: { interval: ${SECONDS} }")));

    [Fact]
    public void All_mistakes_of_a_file_are_told_at_once_in_its_order() => Assert.Equal(
        [
            "lapwing.yml:1:9: listen: \"nowhere\" is not a host and a port; write 127.0.0.1:8000, [::1]:8000, localhost:8000 or *:8000",
            "lapwing.yml:3:5: apis[0].url: is required",
            "lapwing.yml:4:5: apis[0].mehtod: is not an option here; did you mean `method`?",
            "lapwing.yml:5:15: apis[0].interval: \"never\" is not a duration; write 300ms, 5s, 1h30m or 30d",
            "lapwing.yml:8:14: files[0].timeout: 9s is longer than the interval, 5s; write at most that",
            "lapwing.yml:11:13: route.receiver: \"me\" is not one of the receivers; there are none",
        ],
        Read.Errors("""
            listen: nowhere
            apis:
              - name: orders
                mehtod: GET
                interval: never
            files:
              - path: a
                timeout: 9s

            route:
              receiver: me
            """));

    [Fact]
    public void A_wrong_receiver_does_not_make_the_route_wrong_too() =>
        Assert.Single(Read.Errors("receivers: [{ nam: team }]\nroute: { receiver: team }"), error => error.Contains("nam:"));

    [Theory]
    [InlineData("files: [{ path: a, interval: 60, timeout: 30s }]")]
    [InlineData("defaults: { interval: 60 }\nfiles: [{ path: a, timeout: 30s }]")]
    public void A_wrong_interval_does_not_make_the_timeout_wrong_too(string yaml) =>
        Assert.Single(Read.Errors(yaml), error => error.Contains("\"60\" is not a duration"));

    [Fact]
    public void A_missing_file_is_an_error_without_a_position() =>
        Assert.Equal("nowhere.yml: does not exist", $"{Assert.Single(Read.Files.Load("nowhere.yml").Errors)}");

    [Fact]
    public void A_folder_is_not_a_file() =>
        Assert.Equal($"{Path.GetTempPath()}: is a folder, not a file", $"{Assert.Single(Read.Files.Load(Path.GetTempPath()).Errors)}");
}
