namespace Lapwing.Probes;

/// <summary>
/// One number that a probe brought back. Ingest adds the labels of the target (<c>source</c>, <c>target</c>, its own ones);
/// <paramref name="Tags"/> tells apart measurements of one name and becomes labels, so nothing volatile may stand in it.
/// </summary>
/// <param name="Name">The metric, such as <c>probe_http_status_code</c>.</param>
/// <param name="Value">The value; NaN where the target has none to give.</param>
/// <param name="Tags">Further labels, such as <c>phase="dns"</c>.</param>
internal readonly record struct Measurement(string Name, double Value, Tags Tags = default);
