namespace Lapwing.Storage.Chunks;

/// <summary>How the values of a chunk are written. The numbers are on disk: they never change, and new ones are added at the end.</summary>
internal enum ValueEncoding : byte
{
    /// <summary>Eight bytes a value, where nothing else is shorter.</summary>
    Raw = 0,

    /// <summary>One value, however many there are.</summary>
    Constant = 1,

    /// <summary><see cref="DecimalEncoding"/>.</summary>
    Decimal = 2,

    /// <summary><see cref="XorEncoding"/>.</summary>
    Xor = 3,
}
