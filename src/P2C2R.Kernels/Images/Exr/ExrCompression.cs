namespace P2C2R.Kernels.Images.Exr;

/// <summary>How the rows of an OpenEXR picture are packed, with the format's own numbers.</summary>
public enum ExrCompression : byte
{
    /// <summary>Not at all; the same bytes on every machine.</summary>
    None = 0,

    /// <summary>zlib, 16 rows at once; compressed bytes differ between releases of .NET.</summary>
    Zip = 3,
}
