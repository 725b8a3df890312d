using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>An output's bytes and what is to be known of them.</summary>
public sealed record SimulatedOutput(byte[] Bytes, Sha256Hash Hash, OutputTrailer Trailer)
{
    public long Units => Trailer.Units;

    public long Length => Bytes.Length;

    public bool IsBig => Bytes.Length > Limits.MaxInlineOutputBytes;
}
