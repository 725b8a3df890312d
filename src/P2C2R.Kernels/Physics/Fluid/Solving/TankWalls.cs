namespace P2C2R.Kernels.Physics.Fluid.Solving;

/// <summary>How the tank's walls hold a fluid that flows along them: 0 lets it slip, <see cref="Stick"/> holds it, and in between it is the skin friction coefficient of a layer that is thinner than a cell.</summary>
/// <param name="Left">Where x is least.</param>
/// <param name="Right">Where x is greatest.</param>
/// <param name="Floor">Where y is least.</param>
/// <param name="Lid">Where y is greatest.</param>
/// <param name="Back">Where z is least.</param>
/// <param name="Front">Where z is greatest.</param>
internal sealed record TankWalls(float Left, float Right, float Floor, float Lid, float Back, float Front)
{
    /// <summary>The fluid doesn't move along the wall.</summary>
    public const float Stick = -1;

    /// <summary>The greatest coefficient.</summary>
    public const float MostFriction = 1;
}
