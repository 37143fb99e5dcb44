namespace Lapwing.Storage.Catalog;

/// <summary>A label of a series: the symbol that is its name, and the one that is its value.</summary>
internal readonly record struct LabelRef(int Name, int Value);
