namespace P2C2R.Client;

/// <summary>What a task looks like so far.</summary>
/// <param name="Slices">Slices whose outputs are in the picture.</param>
/// <param name="SliceCount">Slices in all.</param>
/// <param name="Png">The picture.</param>
public sealed record TaskPreview(int Slices, int SliceCount, ReadOnlyMemory<byte> Png);
