using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>
/// What a solid's surface does to the velocity of a node near it. Behind a surface lies the fluid's mirror image, as behind the tank's walls, and a node's velocity is the mean of the fluid's and
/// its image's. For a field that is linear near the surface, that takes 2 F(d) times the velocity through the surface away, measured on the surface, where d is the node's distance and F the share
/// of its spline that lies behind: a flow along a surface, and one that spreads on it, isn't slowed down by it.
/// </summary>
/// <param name="Base">The velocity before, or of the image where the node is so deep inside that its own says nothing.</param>
/// <param name="Measured">The fluid's velocity at the place that decides.</param>
/// <param name="Place">That place: on the surface, or the node's mirror image.</param>
/// <param name="Across">Share of the measured velocity through the surface that is taken away.</param>
/// <param name="Along">Share of that along it.</param>
/// <param name="Normal">Away from the surface.</param>
internal readonly record struct NodeContact(Float3 Base, Float3 Measured, Float3 Place, float Across, float Along, Float3 Normal)
{
    // So deep a node has little of the fluid: it gets its image's velocity.
    private const float Deep = -0.75f;

    // Fluid that is thinner than this at a surface is free to leave it: only what is dense holds on.
    private const float Thin = 0.9f;

    /// <summary>Share of the pressure beside it (over density, times a step) that a node's image adds to its velocity.</summary>
    /// <param name="distance">The node's.</param>
    /// <param name="fill">Its mass, 1 for a node in the fluid.</param>
    public static float PushShare(float distance, float fill)
    {
        if (distance < Deep) return 0;
        var before = 1 - SurfaceLayer.Behind(distance);
        return SurfaceLayer.On(distance) / before * Math.Min(1, fill / before);
    }

    /// <summary>Where a node's contact is measured.</summary>
    public static Float3 PlaceOf(NearNode near) => near.Place - (near.Normal * (near.Distance < Deep ? 2 * near.Distance : near.Distance));

    /// <summary>What happens to a node.</summary>
    /// <param name="near">The node.</param>
    /// <param name="velocity">Its velocity.</param>
    /// <param name="measured">The fluid's at the place that decides.</param>
    /// <param name="fill">Its mass, 1 for a node in the fluid.</param>
    /// <param name="surface">The solid's velocity there.</param>
    /// <param name="friction">How it holds the fluid: less than 0 sticks.</param>
    /// <param name="timeStep">Seconds of a step.</param>
    public static NodeContact Of(NearNode near, Float3 velocity, Float3 measured, float fill, Float3 surface, float friction, float timeStep)
    {
        var isDeep = near.Distance < Deep;
        var behind = SurfaceLayer.Behind(near.Distance);
        var relative = measured - surface;
        var across = Float3.Dot(relative, near.Normal);
        if (across > 0 && fill + behind < Thin) return new NodeContact(velocity, measured, PlaceOf(near), 0, 0, near.Normal);
        var share = isDeep ? 2 : 2 * behind;
        var rub = isDeep ? 0 : friction * timeStep * SurfaceLayer.On(near.Distance) / (2 * (1 - behind));
        var along = friction < 0 ? share : Rub(relative - (near.Normal * across), rub);
        return new NodeContact(isDeep ? measured : velocity, measured, PlaceOf(near), share, along, near.Normal);
    }

    /// <summary>The node's next velocity, where the solid has some velocity at the place that decides.</summary>
    public Float3 Apply(Float3 surface) => Base - Held(Measured - surface);

    /// <summary>What is taken away of a velocity relative to the surface.</summary>
    public Float3 Held(Float3 relative)
    {
        var across = Normal * Float3.Dot(relative, Normal);
        return (across * Across) + ((relative - across) * Along);
    }

    /// <summary>Skin friction f u^2 / 2 on the node's part of the surface, implicit, so that it only slows down.</summary>
    private static float Rub(Float3 along, float friction) => friction == 0 ? 0 : 1 - (1 / (1 + (friction * along.Length)));
}
