using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.NarrowPhase;

/// <summary>
/// Writes what a narrow phase found into the rows of <see cref="ContactStore"/>. A point takes over the impulse of the old point with
/// the same feature, or else of the nearest one within a few centimetres: the solver starts from there.
/// </summary>
internal readonly ref struct ContactRows(ColliderStore colliders, BodyStore bodies, ContactStore contacts)
{
    // Square metres.
    private const float SamePlace = 0.03f * 0.03f;

    /// <summary>Writes eight rows.</summary>
    /// <param name="pairs">Which.</param>
    /// <param name="a">First colliders.</param>
    /// <param name="b">Second colliders.</param>
    /// <param name="x">Columns of the first colliders' rotations.</param>
    /// <param name="y">Second columns.</param>
    /// <param name="z">Third columns.</param>
    /// <param name="normal">In the first colliders' axes.</param>
    /// <param name="found">Four times x, y, z in the first colliders' axes, gap, number of the feature or 0.</param>
    public void Write(ReadOnlySpan<int> pairs, ReadOnlySpan<int> a, ReadOnlySpan<int> b, Wide3 x, Wide3 y, Wide3 z, Wide3 normal, Vector256<float>[] found)
    {
        Span<float> surface = stackalloc float[6 * 8];
        for (var i = 0; i < 8; i++) Describe(surface, i, a[i], b[i]);
        ref var rows = ref MemoryMarshal.GetArrayDataReference(contacts.Rows);
        ref var items = ref MemoryMarshal.GetReference(pairs);
        ref var described = ref surface[0];
        var offset = Wide3.Load(ref described, 24);
        Span<float> anchors = stackalloc float[16 * 8];
        Wide.Gather(ref rows, ref items, ContactStore.Row, ContactStore.Impulses, out var i0, out var i1, out var i2, out var i3);
        for (var j = 0; j < 4; j++)
        {
            Wide.Gather(ref rows, ref items, ContactStore.Row, ContactStore.Anchors + (4 * j), out var ax, out var ay, out var az, out var id);
            (new Wide3(ax, ay, az)).Store(ref anchors[0], 32 * j);
            Wide.Store(id, ref anchors[0], (32 * j) + 24);
        }

        Span<float> impulses = stackalloc float[4 * 8];
        var any = Vector256<float>.Zero;
        for (var k = 0; k < 4; k++)
        {
            var (point, gap, number) = (new Wide3(found[5 * k], found[(5 * k) + 1], found[(5 * k) + 2]), found[(5 * k) + 3], found[(5 * k) + 4]);
            any += number;
            Wide.Store(Match(point, number, ref anchors[0], i0, i1, i2, i3), ref impulses[0], 8 * k);
            var world = (x * point.X) + (y * point.Y) + (z * point.Z) + offset;
            Wide.Scatter(ref rows, ref items, ContactStore.Row, ContactStore.Points + (4 * k), world.X, world.Y, world.Z, Wide.Select(Vector256.GreaterThan(number, Vector256<float>.Zero), gap, Wide.All(ContactStore.NoPoint)));
            Wide.Scatter(ref rows, ref items, ContactStore.Row, ContactStore.Anchors + (4 * k), point.X, point.Y, point.Z, number);
        }

        ref var matched = ref impulses[0];
        Wide.Scatter(ref rows, ref items, ContactStore.Row, ContactStore.Impulses, Wide.Load(ref matched, 0), Wide.Load(ref matched, 8), Wide.Load(ref matched, 16), Wide.Load(ref matched, 24));
        var n = (x * normal.X) + (y * normal.Y) + (z * normal.Z);
        Wide.Scatter(ref rows, ref items, ContactStore.Row, ContactStore.Normal, n.X, n.Y, n.Z, Wide.Load(ref described, 0));
        var zero = Vector256<float>.Zero;
        Wide.Scatter(ref rows, ref items, ContactStore.Row, ContactStore.Surface, Wide.Load(ref described, 8), Wide.Load(ref described, 16), zero, zero);
        var touching = Vector256.ExtractMostSignificantBits(Vector256.GreaterThan(any, zero));
        for (var i = 0; i < 8; i++) Finish(pairs[i], (touching >> i) & 1);
    }

    /// <summary>Writes one row.</summary>
    /// <param name="pair">Which.</param>
    /// <param name="manifold">In the world, from the first collider's position.</param>
    public void Write(int pair, in Manifold manifold)
    {
        if (manifold.Count == 0)
        {
            Finish(pair, 0);
            return;
        }

        var (a, b) = (contacts.A[pair], contacts.B[pair]);
        Span<float> surface = stackalloc float[6 * 8];
        Describe(surface, 0, a, b);
        var row = contacts.Rows.AsSpan(pair * ContactStore.Row, ContactStore.Row);
        Span<float> old = stackalloc float[ContactStore.Row];
        row.CopyTo(old);
        (row[0], row[1], row[2], row[3]) = (manifold.Normal.X, manifold.Normal.Y, manifold.Normal.Z, surface[0]);
        (row[4], row[5], row[6], row[7]) = (surface[8], surface[16], 0, 0);
        var offset = new Float3(surface[24], surface[32], surface[40]);
        var turn = colliders.Turn(a);
        for (var k = 0; k < 4; k++)
        {
            var point = row.Slice(ContactStore.Points + (4 * k), 4);
            var anchor = row.Slice(ContactStore.Anchors + (4 * k), 4);
            point.Clear();
            anchor.Clear();
            (row[ContactStore.Impulses + k], point[3]) = (0, ContactStore.NoPoint);
            if (k >= manifold.Count) continue;
            var (at, local) = (manifold.Points[k].At + offset, turn.TurnBack(manifold.Points[k].At));
            (point[0], point[1], point[2], point[3]) = (at.X, at.Y, at.Z, manifold.Points[k].Gap);
            (anchor[0], anchor[1], anchor[2], anchor[3]) = (local.X, local.Y, local.Z, manifold.Points[k].Feature);
            row[ContactStore.Impulses + k] = Match(local, manifold.Points[k].Feature, old);
        }

        contacts.Touching[pair] = 1;
    }

    /// <summary>The pair doesn't touch, and starts from nothing when it does again; or it does.</summary>
    public void Finish(int pair, uint isTouching)
    {
        if (isTouching == 0 && contacts.Touching[pair] != 0) contacts.Rows.AsSpan(pair * ContactStore.Row, ContactStore.Row).Clear();
        else if (isTouching == 0) contacts.Rows.AsSpan((pair * ContactStore.Row) + ContactStore.Points, ContactStore.Row - ContactStore.Points).Clear();
        contacts.Touching[pair] = (int)isTouching;
    }

    /// <summary>Friction, restitution, rolling friction, and from the first body's centre of mass to its collider.</summary>
    private void Describe(Span<float> surface, int lane, int a, int b)
    {
        var (first, second) = (colliders.Materials[a], colliders.Materials[b]);
        surface[lane] = MathF.Sqrt(first.Friction * second.Friction);
        surface[8 + lane] = first.Restitution > second.Restitution ? first.Restitution : second.Restitution;
        surface[16 + lane] = first.Rolling > second.Rolling ? first.Rolling : second.Rolling;
        var offset = colliders.Position(a) - bodies.Centers[colliders.Bodies[a]];
        (surface[24 + lane], surface[32 + lane], surface[40 + lane]) = (offset.X, offset.Y, offset.Z);
    }

    private static Vector256<float> Match(Wide3 point, Vector256<float> number, ref float anchors, Vector256<float> i0, Vector256<float> i1, Vector256<float> i2, Vector256<float> i3)
    {
        var (best, impulse, same) = (Wide.All(SamePlace), Vector256<float>.Zero, Vector256<float>.Zero);
        for (var j = 0; j < 4; j++)
        {
            var (old, id) = (j == 0 ? i0 : j == 1 ? i1 : j == 2 ? i2 : i3, Wide.Load(ref anchors, (32 * j) + 24));
            var apart = point - Wide3.Load(ref anchors, 32 * j);
            var squared = Wide3.Dot(apart, apart);
            var isThere = Vector256.GreaterThan(id, Vector256<float>.Zero);
            var isSame = isThere & Vector256.Equals(id, number);
            var isNearer = isThere & Vector256.LessThan(squared, best);
            best = Wide.Select(isNearer, squared, best);
            impulse = Wide.Select(isSame | Vector256.AndNot(isNearer, same), old, impulse);
            same |= isSame;
        }

        return impulse & Vector256.GreaterThan(number, Vector256<float>.Zero);
    }

    private static float Match(Float3 local, float feature, ReadOnlySpan<float> old)
    {
        var (best, impulse) = (SamePlace, 0f);
        for (var j = 0; j < 4; j++)
        {
            var anchor = old.Slice(ContactStore.Anchors + (4 * j), 4);
            if (anchor[3] == 0) continue;
            if (anchor[3] == feature) return old[ContactStore.Impulses + j];
            var squared = (local - Float3.From(anchor, 0)).LengthSquared;
            if (squared < best) (best, impulse) = (squared, old[ContactStore.Impulses + j]);
        }

        return impulse;
    }
}
