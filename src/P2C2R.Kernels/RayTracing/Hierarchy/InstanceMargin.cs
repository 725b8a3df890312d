namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>
/// How much wider boxes have to be where rays change into the space of an instance: that rounds origin and direction once more, by some
/// 2^-21 of the coordinates times what the transform and its inverse can make of them.
/// </summary>
/// <param name="Share">Of the coordinates; 0 where no instance is entered.</param>
/// <param name="Farthest">The greatest coordinate in the scene, origins of instances included.</param>
internal readonly record struct InstanceMargin(float Share, float Farthest)
{
    /// <summary>The share for transforms that lengthen errors not at all, four times the error.</summary>
    public const float LeastShare = 1f / (1 << 18);

    /// <summary>The margin for the boxes of the world's tree.</summary>
    public float Of(in RayFrame frame) => Share * (frame.Reach + Farthest);
}
