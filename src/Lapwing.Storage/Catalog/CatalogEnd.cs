namespace Lapwing.Storage.Catalog;

/// <summary>Where a catalog goes on.</summary>
/// <param name="Generation">How often it was begun, from 1: numbers of one generation mean nothing in another.</param>
/// <param name="Symbols">The id of the next symbol.</param>
/// <param name="Series">The number of the next series.</param>
internal readonly record struct CatalogEnd(int Generation, int Symbols, int Series);
