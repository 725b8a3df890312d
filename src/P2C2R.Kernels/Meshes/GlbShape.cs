namespace P2C2R.Kernels.Meshes;

/// <summary>What the indices of a <see cref="GlbNode"/> join; the numbers are those of glTF's primitive modes.</summary>
public enum GlbShape
{
    /// <summary>One index a point.</summary>
    Points = 0,

    /// <summary>Two indices a line.</summary>
    Lines = 1,

    /// <summary>Three indices a triangle, counter-clockwise seen from its front.</summary>
    Triangles = 4,
}
