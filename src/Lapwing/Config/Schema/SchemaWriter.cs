using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lapwing.Config.Binding;
using Lapwing.Config.Binding.Formats;
using Lapwing.Config.Validation;

namespace Lapwing.Config.Schema;

/// <summary>
/// Writes the JSON Schema (draft 2020-12) of <c>lapwing.yml</c>, for editors that complete and check while somebody types. It comes from
/// what the options are read by, so it cannot tell of others than there are.
/// </summary>
internal sealed class SchemaWriter
{
    // People read the schema too: no \u0027 for an apostrophe.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly XmlDocs _docs;
    private readonly JsonObject _records = [];

    private SchemaWriter(XmlDocs docs) => _docs = docs;

    public static string Write(XmlDocs docs)
    {
        var writer = new SchemaWriter(docs);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "lapwing.yml",
            ["$ref"] = writer.Reference(RecordShape.Of(typeof(LapwingConfig))),
            ["$defs"] = writer._records,
        };
        return schema.ToJsonString(Readable) + "\n";
    }

    private string Reference(RecordShape shape)
    {
        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(shape.Type.Name.Replace("Config", ""));
        if (!_records.ContainsKey(name))
        {
            // The name is taken before the record is written, which may refer to itself.
            _records[name] = null;
            _records[name] = Record(shape);
        }

        return $"#/$defs/{name}";
    }

    private JsonObject Record(RecordShape shape)
    {
        var defaults = shape.Create();
        var properties = shape.Options.Select(option => KeyValuePair.Create(option.Key, (JsonNode?)Option(option, defaults)));
        var later = LaterOptions.Of(shape.Type)
            .Select(key => KeyValuePair.Create(key, (JsonNode?)new JsonObject { ["description"] = "Accepted, but not used by this version." }));
        return new()
        {
            ["description"] = _docs.Of(shape.Type),
            ["type"] = "object",
            ["properties"] = new JsonObject([.. properties, .. later]),
            ["required"] = new JsonArray([.. shape.Options.Where(option => option.IsRequired).Select(option => JsonValue.Create(option.Key))]),
            ["additionalProperties"] = false,
        };
    }

    private JsonObject Option(Option option, object defaults)
    {
        var schema = Value(option.Reader);
        schema.Insert(0, "description", _docs.Of(option.Property));
        if (option is { Reader: ScalarReader { Format: IntegerFormat or NumberFormat }, Checks: [WithinAttribute within] })
        {
            schema["minimum"] = JsonNode.Parse(within.Min);
            if (within.Max is not null)
                schema["maximum"] = JsonNode.Parse(within.Max);
        }

        if (!option.IsRequired && option.Property.GetValue(defaults) is { } value && option.Reader is ScalarReader { Format: var format })
            schema["default"] = Default(format, format.Write(value));
        return schema;
    }

    private JsonObject Value(OptionReader reader) => reader switch
    {
        ScalarReader { Format: var format } => Scalar(format),
        RecordReader { Shape: var shape } => new() { ["$ref"] = Reference(shape) },
        MapReader { Values: var values } => new() { ["type"] = "object", ["additionalProperties"] = Value(values) },
        ListReader { Items: ScalarReader item } => new() { ["anyOf"] = new JsonArray(Value(item), ListOf(item)) },
        ListReader { Items: var items } => ListOf(items),
        _ => throw new NotSupportedException($"No schema for {reader.GetType().Name}."),
    };

    private JsonObject ListOf(OptionReader items) => new() { ["type"] = "array", ["items"] = Value(items) };

    // A text with ${…} in it may become anything.
    private static JsonObject Scalar(ScalarFormat format)
    {
        var schema = new JsonObject { ["type"] = new JsonArray([.. format.JsonTypes.Union(["string"]).Select(type => JsonValue.Create(type))]) };
        if (format.Pattern is not null)
            schema["pattern"] = $@"{format.Pattern}|\$\{{";
        if (format.Choices.Count > 0)
            schema["examples"] = new JsonArray([.. format.Choices.Select(choice => JsonValue.Create(choice))]);
        return schema;
    }

    private static JsonNode? Default(ScalarFormat format, string written) =>
        format.JsonTypes[0] == "string" ? JsonValue.Create(written) : JsonNode.Parse(written);
}
