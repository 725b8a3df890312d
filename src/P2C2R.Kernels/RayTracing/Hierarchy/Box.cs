using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>
/// A box that grows, in lanes x, y, z; the fourth lane means nothing. No coordinate is NaN or -0 (reading the meshes sees to that), so the
/// least and the greatest of some are the same bits in whichever order they come, and by whichever instruction.
/// </summary>
internal struct Box
{
    /// <summary>The box that holds nothing.</summary>
    public static Box Empty => new() { Low = Vector128.Create(float.PositiveInfinity), High = Vector128.Create(float.NegativeInfinity) };

    /// <summary>The least corner.</summary>
    public Vector128<float> Low;

    /// <summary>The greatest corner.</summary>
    public Vector128<float> High;

    /// <summary>Half the surface of a box that holds something.</summary>
    public readonly float HalfArea
    {
        get
        {
            var size = High - Low;
            var (x, y, z) = (size.GetElement(0), size.GetElement(1), size.GetElement(2));
            return (x * y) + (y * z) + (z * x);
        }
    }

    /// <summary>Lane by lane the lesser.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Least(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.Min(a, b) : Vector128.Min(a, b);

    /// <summary>Lane by lane the greater.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Greatest(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.Max(a, b) : Vector128.Max(a, b);

    /// <summary>Makes room for another box.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector128<float> low, Vector128<float> high)
    {
        Low = Least(Low, low);
        High = Greatest(High, high);
    }
}
