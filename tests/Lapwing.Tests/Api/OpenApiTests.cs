using System.Text.Json;

namespace Lapwing.Tests.Api;

/// <summary>What clients are generated from.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private static readonly Uri Document = new("/openapi.json", UriKind.Relative);

    private ServerFixture _server = null!;

    public async ValueTask InitializeAsync() => _server = await ServerFixture.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_document_in_docs_is_what_the_code_says()
    {
        await using var server = await ServerFixture.StartAsync(describeApi: true);
        Snapshot.Check("docs/openapi.json", $"{await server.Http.GetStringAsync(Document, TestContext.Current.CancellationToken)}\n", "The API has changed");
    }

    [Fact]
    public async Task Every_path_says_what_it_is_for_and_answers_as_it_says()
    {
        var paths = JsonDocument.Parse(await DocumentAsync()).RootElement.GetProperty("paths").EnumerateObject().ToList();
        Assert.NotEmpty(paths);
        foreach (var path in paths)
        {
            var (method, operation) = path.Value.EnumerateObject().Select(each => (each.Name, each.Value)).Single();
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            using var request = new HttpRequestMessage(new(method), new Uri(path.Name.Replace("{name}", "orders"), UriKind.Relative));
            using var response = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var answer = operation.GetProperty("responses").GetProperty($"{(int)response.StatusCode}");
            var type = response.Content.Headers.ContentType!.MediaType!;
            Assert.True(answer.GetProperty("content").TryGetProperty(type, out _), $"{path.Name} answers {type}");
        }
    }

    private Task<string> DocumentAsync() => _server.Http.GetStringAsync(Document, TestContext.Current.CancellationToken);
}
