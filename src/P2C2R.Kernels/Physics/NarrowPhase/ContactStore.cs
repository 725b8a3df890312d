using P2C2R.Kernels.Physics.BroadPhase;

namespace P2C2R.Kernels.Physics.NarrowPhase;

/// <summary>
/// The pairs that may touch, sorted by (collider, collider, triangle), each with a row of numbers for its contact. That order is all
/// that the solver's order follows from. A pair that leaves and comes back starts from nothing, as one does that stops touching.
/// </summary>
internal sealed class ContactStore
{
    /// <summary>Numbers of a contact's row.</summary>
    public const int Row = 52;

    /// <summary>Normal from the first collider to the second, then the friction coefficient.</summary>
    public const int Normal = 0;

    /// <summary>Restitution, rolling friction, twist impulse and sum of the normal impulses of the last step.</summary>
    public const int Surface = 4;

    /// <summary>Four points, each from the first body's centre of mass in world axes, then the gap there.</summary>
    public const int Points = 8;

    /// <summary>The gap of a point that isn't there.</summary>
    public const float NoPoint = 1e30f;

    /// <summary>Normal impulses of the points.</summary>
    public const int Impulses = 24;

    /// <summary>Friction impulse as a vector of the world, and the twist impulse.</summary>
    public const int Friction = 28;

    /// <summary>Four points in the first collider's axes, each with the number of its feature; 0 for no point.</summary>
    public const int Anchors = 32;

    /// <summary>Rolling friction impulse as a vector of the world.</summary>
    public const int Rolling = 48;

    private readonly List<int> _triangles = [];
    private int[] _oldA = [], _oldB = [], _oldTriangles = [], _oldTouching = [];
    private float[] _oldRows = [];

    /// <summary>Pairs.</summary>
    public int Count { get; private set; }

    /// <summary>First colliders.</summary>
    public int[] A { get; private set; } = [];

    /// <summary>Second colliders.</summary>
    public int[] B { get; private set; } = [];

    /// <summary>Triangles of a mesh; -1 for pairs of others.</summary>
    public int[] Triangles { get; private set; } = [];

    /// <summary>1 where the last narrow phase found points.</summary>
    public int[] Touching { get; private set; } = [];

    /// <summary>Rows of numbers, and one more of zeros behind the last.</summary>
    public float[] Rows { get; private set; } = [];

    /// <summary>Takes new pairs over; what touched keeps its row.</summary>
    public void Replace(PairFinder pairs, ColliderStore colliders)
    {
        (A, _oldA, B, _oldB) = (_oldA, A, _oldB, B);
        (Triangles, _oldTriangles, Touching, _oldTouching, Rows, _oldRows) = (_oldTriangles, Triangles, _oldTouching, Touching, _oldRows, Rows);
        var (old, oldCount) = (0, Count);
        Count = 0;
        for (var i = 0; i < pairs.Count; i++)
        {
            var (a, b) = pairs.Pair(i);
            var (meshA, meshB) = (colliders.Shapes[a].Mesh, colliders.Shapes[b].Mesh);
            if (meshA is null && meshB is null)
            {
                Add(a, b, -1, ref old, oldCount);
                continue;
            }

            TrianglesNear.Find(colliders, meshA is null ? b : a, meshA is null ? a : b, _triangles);
            foreach (var triangle in _triangles) Add(a, b, triangle, ref old, oldCount);
        }

        if (Rows.Length == 0) Grow();
        Rows.AsSpan(Count * Row, Row).Clear();
    }

    /// <summary>Puts a contact of an earlier run behind the others; they come in order.</summary>
    /// <returns>Where it is.</returns>
    public int Restore(int a, int b, int triangle)
    {
        if (Count == A.Length) Grow();
        (A[Count], B[Count], Triangles[Count], Touching[Count]) = (a, b, triangle, 1);
        Rows.AsSpan(Count * Row, Row).Clear();
        return Count++;
    }

    private void Add(int a, int b, int triangle, ref int old, int oldCount)
    {
        if (Count == A.Length) Grow();
        (A[Count], B[Count], Triangles[Count], Touching[Count]) = (a, b, triangle, 0);
        while (old < oldCount && Order(_oldA[old], _oldB[old], _oldTriangles[old], a, b, triangle) < 0) old++;
        if (old < oldCount && _oldTouching[old] != 0 && Order(_oldA[old], _oldB[old], _oldTriangles[old], a, b, triangle) == 0)
        {
            Touching[Count] = 1;
            _oldRows.AsSpan(old * Row, Row).CopyTo(Rows.AsSpan(Count * Row));
        }
        else
        {
            Rows.AsSpan(Count * Row, Row).Clear();
        }

        Count++;
    }

    private static int Order(int a, int b, int triangle, int otherA, int otherB, int otherTriangle) =>
        a != otherA ? a.CompareTo(otherA) : b != otherB ? b.CompareTo(otherB) : triangle.CompareTo(otherTriangle);

    private void Grow()
    {
        T[] Bigger<T>(T[] old, int length)
        {
            Array.Resize(ref old, length);
            return old;
        }

        var capacity = Math.Max(64, A.Length * 2);
        (A, B, Triangles, Touching, Rows) = (Bigger(A, capacity), Bigger(B, capacity), Bigger(Triangles, capacity), Bigger(Touching, capacity), Bigger(Rows, (capacity + 1) * Row));
    }
}
