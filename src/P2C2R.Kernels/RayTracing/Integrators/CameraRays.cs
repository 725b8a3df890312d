using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Hierarchy.Packets;

namespace P2C2R.Kernels.RayTracing.Integrators;

/// <summary>
/// Rays through one pixel and what they hit, found together: they go nearly the same way, and a packet takes less time than its rays one by one.
/// For one thread.
/// </summary>
internal sealed class CameraRays
{
    /// <summary>Rays that are found together.</summary>
    public const int Count = RayPacket.Width;

    private readonly Ray[] _rays = new Ray[Count];
    private readonly Hit[] _hits = new Hit[Count];
    private int _first = -Count;

    /// <summary>Room for the rays of the samples from a number on; those before are forgotten.</summary>
    public Span<Ray> Begin(int first)
    {
        _first = first;
        return _rays;
    }

    /// <summary>Finds what they hit first.</summary>
    public void Find(SceneHierarchy hierarchy) => hierarchy.Closest(_rays, _hits);

    /// <summary>Forgets all.</summary>
    public void Clear() => _first = -Count;

    /// <summary>A sample's ray and what it hits first, if they are known.</summary>
    public bool TryGet(int sample, out Ray ray, out Hit hit)
    {
        var i = sample - _first;
        if ((uint)i >= Count)
        {
            (ray, hit) = (default, default);
            return false;
        }

        (ray, hit) = (_rays[i], _hits[i]);
        return true;
    }
}
