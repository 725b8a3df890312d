using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>
/// What a solid's surface does to the velocity of a node near it. Behind a surface lies the fluid's mirror image, as behind the tank's walls: its pressure holds that of the
/// fluid, and for a node at distance d the velocity across the surface, which is the mean of the fluid's and its image's, becomes 1 - 2 F(d) of itself, where F is the share of the
/// node's spline behind the surface: 0 on it, the reverse deep inside.
/// </summary>
/// <param name="Push">What the image's pressure adds to the velocity.</param>
/// <param name="Across">Share of the velocity through the surface that is taken away.</param>
/// <param name="Along">Share of the velocity along it that is taken away.</param>
/// <param name="Normal">Away from the surface.</param>
internal readonly record struct NodeContact(Float3 Push, float Across, float Along, Float3 Normal)
{
    // So deep the image's values would be quotients of small numbers: there the node just moves as the solid does.
    private const float Deep = -0.75f;

    // Fluid that is thinner than this at a surface is free to leave it: only what is dense holds on.
    private const float Thin = 0.9f;

    /// <summary>What happens to a node.</summary>
    /// <param name="near">The node.</param>
    /// <param name="velocity">Its velocity.</param>
    /// <param name="fill">Its mass, 1 for a node in the fluid.</param>
    /// <param name="surface">The solid's velocity there.</param>
    /// <param name="friction">How it holds the fluid.</param>
    /// <param name="impulse">The fluid's pressure there, over its density, times a step.</param>
    /// <param name="timeStep">Seconds of a step.</param>
    public static NodeContact Of(NearNode near, Float3 velocity, float fill, Float3 surface, float friction, float impulse, float timeStep)
    {
        var normal = near.Normal;
        if (near.Distance < Deep) return new NodeContact(default, 1, friction < 0 ? 1 : 0, normal);
        var behind = SurfaceLayer.Behind(near.Distance);
        var on = SurfaceLayer.On(near.Distance);
        var push = normal * (impulse * on / (1 - behind) * Math.Min(1, fill / (1 - behind)));
        var relative = velocity + push - surface;
        var across = Float3.Dot(relative, normal);
        var leaves = across > 0 && fill + behind < Thin;
        var along = friction < 0 ? 2 * behind : Rub(relative - (normal * across), friction * timeStep * on / (2 * (1 - behind)));
        return new NodeContact(push, leaves ? 0 : 2 * behind, leaves ? 0 : along, normal);
    }

    /// <summary>The node's next velocity.</summary>
    public Float3 Apply(Float3 velocity, Float3 surface)
    {
        var relative = velocity + Push - surface;
        return velocity + Push - Held(relative);
    }

    /// <summary>What is taken away of a velocity relative to the surface.</summary>
    public Float3 Held(Float3 relative)
    {
        var across = Normal * Float3.Dot(relative, Normal);
        return (across * Across) + ((relative - across) * Along);
    }

    /// <summary>Skin friction f u^2 / 2 on the node's part of the surface, implicit, so that it only slows down.</summary>
    private static float Rub(Float3 along, float friction) => friction == 0 ? 0 : 1 - (1 / (1 + (friction * along.Length)));
}
