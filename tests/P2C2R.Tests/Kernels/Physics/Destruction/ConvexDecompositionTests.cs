using System.Globalization;
using System.Text;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction;
using P2C2R.Kernels.Physics.Destruction.Fracturing;
using P2C2R.Kernels.Physics.Destruction.Parts;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Tests.Kernels.Physics.Destruction;

/// <summary>Pieces that aren't convex are touched where they are, and not where their hull is.</summary>
public sealed class ConvexDecompositionTests
{
    [Theory]
    [InlineData("channel", 1)]
    [InlineData("channel", 5)]
    [InlineData("torus", 1)]
    [InlineData("torus", 7)]
    public void Parts_are_the_piece_and_little_more(string shape, int sites)
    {
        var (solid, place) = SolidShapes.Snap(shape == "torus" ? SolidShapes.Torus(2, 0.6, 24, 12) : SolidShapes.Channel());
        Assert.False(Convexity.IsLocal(solid));
        var pieces = new Fracturer(solid, place, 0).Run(new SiteSettings(3, sites, [], []), 2, static _ => { }, TestContext.Current.CancellationToken);
        Assert.Contains(pieces, static p => p.Parts.Count > 1);
        foreach (var piece in pieces)
        {
            var hulls = (piece.Parts.Count > 0 ? piece.Parts : [Array.ConvertAll(piece.Places, p => Narrow(p - piece.Center))]).Select(static p => HullBuilder.Build(p)!).ToList();

            // 3% is what hulls may have too much where the most parts aren't reached; a ring of 16 sides needs a little more than the most.
            Assert.InRange(hulls.Sum(static h => (double)MassProperties.OfHull(h).Volume) / piece.Volume, 0.99, 1.05);

            // Half way from the piece's centre of a triangle inwards is inside the piece, near enough to its surface.
            for (var t = 0; t < piece.Triangles.Length; t += 3)
            {
                var (a, b, c) = (piece.Places[piece.Triangles[t]], piece.Places[piece.Triangles[t + 1]], piece.Places[piece.Triangles[t + 2]]);
                var at = ((a + b + c) * (1.0 / 3)) - piece.Center - (Double3.Cross(b - a, c - a).Normalized() * 1e-3);
                Assert.Contains(hulls, h => IsIn(h, Narrow(at), 2e-3f));
            }
        }
    }

    [Fact]
    public void A_convex_solid_has_pieces_without_parts()
    {
        var (solid, place) = SolidShapes.Snap(SolidShapes.Box(new(-1, 0, 2), new(3, 1.3, 4)));
        Assert.True(Convexity.IsLocal(solid));
        Assert.All(new Fracturer(solid, place, 0).Run(new SiteSettings(3, 9, [], []), 1, static _ => { }, TestContext.Current.CancellationToken), static p => Assert.Empty(p.Parts));
    }

    /// <summary>A ring of one piece lies flat and never moves: a ball above its hole falls through, one above its rim comes to rest on it.</summary>
    [Theory]
    [InlineData(0, 0.9, false)]
    [InlineData(2, 0.3, true)]
    public void A_ball_falls_through_a_ring_and_not_through_its_rim(double x, double radius, bool rests)
    {
        var document = $$"""
            { "steps": 90, "record_every": 90, "solids": [{ "mesh": "ring.obj", "position": [0, 3, 0], "sites": 1, "anchors": [{}] }],
              "projectiles": [{ "radius": {{radius.ToString(CultureInfo.InvariantCulture)}}, "position": [{{x.ToString(CultureInfo.InvariantCulture)}}, 5, 0], "velocity": [0, 0, 0] }] }
            """;
        using var run = KernelRun.Of(new DestructionKernel(), document, new Meshes.MemoryFiles(("ring.obj", Obj(SolidShapes.Torus(2, 0.6, 24, 12)))));
        var height = LastHeight(run);

        // 1.5 s of free fall are 11 m; the ring's top is at 3.6 m.
        Assert.InRange(height, rests ? 3.5 : -7, rests ? 4.5 : -5);
    }

    private static float LastHeight(KernelRun run)
    {
        var reader = new P2C2R.Kernels.Canonical.CanonicalReader(run.Canonical);
        reader.Take(reader.I32());
        return DestructionHistory.Read(ref reader, 2).Frames[^1].Poses[1];
    }

    private static bool IsIn(ConvexHull hull, Float3 p, float slack)
    {
        for (var f = 0; f < hull.FaceCount; f++)
        {
            if (Float3.Dot(hull.Normal(f), p) > hull.Offsets[f] + slack) return false;
        }

        return true;
    }

    private static Float3 Narrow(Double3 v) => new((float)v.X, (float)v.Y, (float)v.Z);

    private static byte[] Obj((List<Double3> Positions, List<int> Indices) mesh)
    {
        var text = new StringBuilder();
        foreach (var p in mesh.Positions) text.Append(CultureInfo.InvariantCulture, $"v {p.X} {p.Y} {p.Z}\n");
        for (var i = 0; i < mesh.Indices.Count; i += 3) text.Append(CultureInfo.InvariantCulture, $"f {mesh.Indices[i] + 1} {mesh.Indices[i + 1] + 1} {mesh.Indices[i + 2] + 1}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
