namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>Tests a ray against the eight boxes of a node, or the eight triangles of a block, at once, on some width of vectors. All widths compute the same bits.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal unsafe interface IRayLanes<TSelf>
    where TSelf : unmanaged, IRayLanes<TSelf>
{
    /// <summary>Whether this machine has such vectors.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Prepares a ray.</summary>
    /// <param name="frame">Its frame.</param>
    /// <param name="boxes">Its frame with the margin that boxes need, which may be wider.</param>
    /// <param name="lanes">Receives it.</param>
    static abstract void Prepare(ref readonly RayFrame frame, ref readonly RayFrame boxes, out TSelf lanes);

    /// <summary>Which children's boxes the ray passes between two distances.</summary>
    /// <param name="node">The node.</param>
    /// <param name="nearest">The first distance.</param>
    /// <param name="farthest">The last one.</param>
    /// <param name="enters">Receives the distance at which it enters each of the eight boxes.</param>
    /// <returns>A bit for each child.</returns>
    uint Pass(WideNode* node, float nearest, float farthest, float* enters);

    /// <summary>Which triangles of a block the ray meets between two distances.</summary>
    /// <param name="block">The block.</param>
    /// <param name="nearest">Distances up to it don't count.</param>
    /// <param name="farthest">The last one that counts.</param>
    /// <param name="hits">Receives where.</param>
    /// <param name="onEdge">Receives a bit for each triangle that has to be looked at anew, because the ray seems to go through an edge.</param>
    /// <returns>A bit for each of the others that it meets.</returns>
    uint Meet(TriangleBlock* block, float nearest, float farthest, BlockHits* hits, out uint onEdge);
}
