namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>Between heights in units and their 16-bit values, which keep the order of heights.</summary>
/// <param name="parameters">They have the range.</param>
internal sealed class HeightScale(TerrainParameters parameters)
{
    private readonly long _range = (long)parameters.High - parameters.Low;

    /// <summary>The 16-bit value of the sea's level: cells up to it are sea. -1 where there is no sea.</summary>
    public int SeaLevel { get; } = parameters.SeaLevel == TerrainParameters.NoSea || parameters.SeaLevel < parameters.Low
        ? -1
        : (int)Math.Min(ushort.MaxValue, ((long)parameters.SeaLevel - parameters.Low) * ushort.MaxValue / ((long)parameters.High - parameters.Low));

    /// <summary>Metres between two neighbouring values.</summary>
    public double MetresPerStep => _range / (double)ushort.MaxValue / TerrainParameters.UnitsPerMetre;

    /// <summary>A height's value, rounded down.</summary>
    public ushort Quantize(int units) => (ushort)(Math.Clamp((long)units - parameters.Low, 0, _range) * ushort.MaxValue / _range);

    /// <summary>A value's height in metres.</summary>
    public double Metres(int value) => (parameters.Low / (double)TerrainParameters.UnitsPerMetre) + (value * MetresPerStep);
}
