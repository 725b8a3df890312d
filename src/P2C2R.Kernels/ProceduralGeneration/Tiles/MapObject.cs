namespace P2C2R.Kernels.ProceduralGeneration.Tiles;

/// <summary>Something on a map that isn't a tile: a point, or a rectangle.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What kind of thing it is.</param>
/// <param name="X">Left column, in cells.</param>
/// <param name="Y">Upper row, in cells.</param>
/// <param name="Width">Columns; 0 for a point in the middle of a cell.</param>
/// <param name="Height">Rows; 0 for a point.</param>
internal sealed record MapObject(string Name, string Type, int X, int Y, int Width = 0, int Height = 0);
