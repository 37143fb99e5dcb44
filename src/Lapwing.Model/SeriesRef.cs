namespace Lapwing.Model;

/// <summary>The number a store gives a series when it first sees its labels: dense from 0, valid while the process lives.</summary>
public readonly record struct SeriesRef(int Index);
