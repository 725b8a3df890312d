namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>What the alpha of a base colour means (glTF 2.0, section 3.9.4).</summary>
public enum AlphaMode : byte
{
    /// <summary>Nothing: the surface is there.</summary>
    Opaque = 0,

    /// <summary>Below the material's cutoff there is a hole.</summary>
    Mask = 1,

    /// <summary>The share of the light that meets the surface; the rest passes straight through.</summary>
    Blend = 2,
}
