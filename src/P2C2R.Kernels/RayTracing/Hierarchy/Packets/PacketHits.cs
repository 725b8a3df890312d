using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Packets;

/// <summary>The best hits of sixteen rays so far; their distances are the packet's farthest.</summary>
internal struct PacketHits
{
    /// <summary>The instances; -1 where nothing was hit.</summary>
    public Vector512<int> Instances;

    /// <summary>The triangles.</summary>
    public Vector512<int> Triangles;

    /// <summary>The weights of corner 1, times the determinant.</summary>
    public Vector512<float> V;

    /// <summary>The weights of corner 2, times the determinant.</summary>
    public Vector512<float> W;

    /// <summary>The determinants.</summary>
    public Vector512<float> Determinants;

    /// <summary>Nothing was hit.</summary>
    public static void Clear(out PacketHits hits)
    {
        Unsafe.SkipInit(out hits);
        (hits.Instances, hits.Triangles) = (Vector512.Create(-1), Vector512.Create(-1));
        hits.V = hits.W = Vector512<float>.Zero;
        hits.Determinants = Vector512<float>.One;
    }

    /// <summary>Hands them out.</summary>
    public readonly void Store(in RayPacket packet, Span<Hit> hits)
    {
        var (u, v) = ((V / Determinants) + Vector512<float>.Zero, (W / Determinants) + Vector512<float>.Zero);
        for (var i = 0; i < RayPacket.Width; i++)
        {
            hits[i] = Instances[i] < 0 ? Hit.None : new Hit { Distance = packet.Farthest[i], U = u[i], V = v[i], Instance = Instances[i], Triangle = Triangles[i] };
        }
    }
}
