using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Bonds;
using P2C2R.Kernels.Physics.Destruction.Fracturing;
using P2C2R.Kernels.Physics.Destruction.Scenes;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.Destruction.Running;

/// <summary>All pieces of a scene, numbered through.</summary>
internal sealed class FracturedScene
{
    /// <summary>Joins the pieces of all solids.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="solids">The pieces of each, with the hulls that stand for them.</param>
    public FracturedScene(DestructionScene scene, IReadOnlyList<HulledSolid> solids)
    {
        Scene = scene;
        var (pieces, hulls, solidOf, bonds) = (new List<FracturedPiece>(), new List<Shape[]>(), new List<int>(), new List<Bond>());
        for (var s = 0; s < solids.Count; s++)
        {
            var first = pieces.Count;
            pieces.AddRange(solids[s].Solid.Pieces);
            hulls.AddRange(solids[s].Hulls);
            solidOf.AddRange(Enumerable.Repeat(s, solids[s].Hulls.Length));
            bonds.AddRange(solids[s].Solid.Bonds.Select(b => b with { A = first + b.A, B = first + b.B }));
        }

        (Pieces, Hulls, SolidOf, Bonds) = ([.. pieces], [.. hulls], [.. solidOf], [.. bonds]);
        Centers = Array.ConvertAll(Pieces, static p => new Double3(p.Center.X, p.Center.Y, p.Center.Z));
        Masses = [.. Pieces.Select((p, i) => p.Volume * scene.Solids[SolidOf[i]].Material.Density)];
        IsAnchored = [.. Centers.Select((c, i) => scene.Solids[SolidOf[i]].Anchors.Any(a => IsIn(c, a.Low, a.High)))];
        BondsOf = Enumerable.Range(0, Pieces.Length).Select(static _ => new List<int>()).ToArray();
        for (var b = 0; b < Bonds.Length; b++)
        {
            BondsOf[Bonds[b].A].Add(b);
            BondsOf[Bonds[b].B].Add(b);
        }
    }

    /// <summary>The scene.</summary>
    public DestructionScene Scene { get; }

    /// <summary>Pieces.</summary>
    public FracturedPiece[] Pieces { get; }

    /// <summary>The convex shapes of each, from its centre; none for slivers.</summary>
    public Shape[][] Hulls { get; }

    /// <summary>The solid of each.</summary>
    public int[] SolidOf { get; }

    /// <summary>Bonds.</summary>
    public Bond[] Bonds { get; }

    /// <summary>The bonds of each piece.</summary>
    public List<int>[] BondsOf { get; }

    /// <summary>Centres at the start.</summary>
    public Double3[] Centers { get; }

    /// <summary>kg.</summary>
    public double[] Masses { get; }

    /// <summary>Which never move.</summary>
    public bool[] IsAnchored { get; }

    private static bool IsIn(Double3 p, Double3 low, Double3 high) => p.X >= low.X && p.Y >= low.Y && p.Z >= low.Z && p.X <= high.X && p.Y <= high.Y && p.Z <= high.Z;
}
