using System.Text.Json;
using Lapwing.Api;

namespace Lapwing.Commands.Top;

/// <summary>A running server, asked over its API.</summary>
/// <param name="http">Its base address is that of the server, and ends with a slash.</param>
internal sealed class TopServer(HttpClient http)
{
    private const string Stranger = "what answers there is not Lapwing";

    public string Name => http.BaseAddress!.Authority;

    /// <summary>How it stands, or why that cannot be known.</summary>
    public async Task<(TopPicture? Picture, string? Problem)> AskAsync(CancellationToken stop)
    {
        try
        {
            var targets = await http.GetFromJsonAsync("api/targets", ApiJson.Default.TargetsView, stop);
            var alerts = await http.GetFromJsonAsync("alerts", ApiJson.Default.AlertsView, stop);
            return (targets?.Targets, alerts?.Alerts) is ({ } all, { } firing) ? (new(all, firing), null) : (null, Stranger);
        }
        catch (JsonException)
        {
            return (null, Stranger);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (null, e.Message.TrimEnd('.'));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, $"no answer within {http.Timeout.TotalSeconds:0} s");
        }
    }
}
