using System.Buffers;
using System.Globalization;
using System.Text;

namespace Lapwing.Telemetry;

/// <summary>Prometheus' text exposition format, version 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats).</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>A number as the format has it: shortest digits that round-trip, <c>+Inf</c>, <c>-Inf</c>, <c>NaN</c>.</summary>
    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>One label with its braces, its value escaped.</summary>
    public static string Labels(string name, string value) =>
        $$"""{{{name}}="{{value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}}"}""";

    public static void WriteHead(IBufferWriter<byte> output, string name, string help, string type) =>
        Write(output, $"# HELP {name} {help.Replace("\\", "\\\\").Replace("\n", "\\n")}\n# TYPE {name} {type}\n");

    /// <param name="output">Where to.</param>
    /// <param name="name">The metric.</param>
    /// <param name="suffix">What follows the name: <c>_sum</c>, labels in braces, or nothing.</param>
    /// <param name="value">The value.</param>
    public static void WriteSample(IBufferWriter<byte> output, string name, string suffix, double value) =>
        Write(output, $"{name}{suffix} {Number(value)}\n");

    private static void Write(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
