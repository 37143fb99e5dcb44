using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lapwing.Storage.Blocks;

/// <summary>What a block says of itself in its <c>meta.json</c>. Properties that later versions add are passed over.</summary>
internal sealed record BlockMeta
{
    /// <summary>The version of the format, of all files of the block.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>The number of the block: later blocks have higher ones.</summary>
    public required int Number { get; init; }

    /// <summary>The first instant of its samples, milliseconds since 1970-01-01 UTC.</summary>
    public required long From { get; init; }

    /// <summary>The last instant of its samples.</summary>
    public required long To { get; init; }

    /// <summary>1 when it came from the head; one more than the highest of those it was made of.</summary>
    public int Level { get; init; } = 1;

    public required int Series { get; init; }

    public required long Samples { get; init; }

    /// <summary>The blocks that it was made of, and stands for: where they are still found, they are deleted.</summary>
    public IReadOnlyList<int> Replaces { get; init; } = [];

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, BlockJson.Default.BlockMeta);

    /// <exception cref="InvalidDataException">It is no such text, or of a newer version.</exception>
    public static BlockMeta FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            var meta = JsonSerializer.Deserialize(json, BlockJson.Default.BlockMeta) ?? throw new InvalidDataException("meta.json is empty.");
            return meta.Version <= CurrentVersion ? meta : throw IsNewer("meta.json", meta.Version);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"meta.json is broken: {e.Message}", e);
        }
    }

    /// <summary>What to say of a file that a later version wrote.</summary>
    public static InvalidDataException IsNewer(string file, int version) =>
        new($"{file} has format version {version}, and this program reads up to {CurrentVersion}: start the newer program that wrote it.");
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BlockMeta))]
internal sealed partial class BlockJson : JsonSerializerContext;
