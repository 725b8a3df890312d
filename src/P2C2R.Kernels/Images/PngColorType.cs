namespace P2C2R.Kernels.Images;

/// <summary>The colour types of ISO/IEC 15948, 11.2.1, with their numbers there.</summary>
internal enum PngColorType : byte
{
    /// <summary>One sample: grey.</summary>
    Grey = 0,

    /// <summary>Three samples: red, green, blue.</summary>
    Rgb = 2,

    /// <summary>One sample: an index into the palette.</summary>
    Palette = 3,

    /// <summary>Two samples: grey and alpha.</summary>
    GreyAlpha = 4,

    /// <summary>Four samples: red, green, blue, alpha.</summary>
    RgbAlpha = 6,
}
