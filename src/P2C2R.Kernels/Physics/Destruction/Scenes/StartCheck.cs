using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Destruction.Scenes;

/// <summary>Refuses scenes that move and whose things start deep inside one another: the solver would throw them apart.</summary>
internal static class StartCheck
{
    // Of a solid's extent: what corners may lie inside others. Things that are stacked lie inside one another by rounding.
    private const double Tolerated = 0.05;
    private const int MostCorners = 200;

    /// <summary>Checks.</summary>
    /// <exception cref="InputException">Two things overlap deeply.</exception>
    public static void Check(DestructionScene scene, IReadOnlyList<string> names)
    {
        for (var i = 0; i < scene.Projectiles.Count; i++)
        {
            if (scene.Projectiles[i].Position.Y < scene.Ground) throw new InputException($"projectile {i} starts with its middle below the \"ground\"; move it up with \"position\"");
        }

        for (var s = 0; s < scene.Solids.Count; s++)
        {
            var (low, high) = Box(scene.Solids[s]);
            if (scene.Solids[s].Anchors.Count == 0 && (low.Y + high.Y) / 2 < scene.Ground) throw new InputException($"\"{names[s]}\" starts with its middle below the \"ground\"; move it up with \"position\", or hold it with \"anchors\"");
            for (var i = 0; i < scene.Projectiles.Count; i++)
            {
                var at = scene.Projectiles[i].Position;
                if (IsIn(scene.Solids[s], new(at.X, at.Y, at.Z))) throw new InputException($"projectile {i} starts with its middle inside \"{names[s]}\"; move it out with \"position\"");
            }

            for (var other = 0; other < scene.Solids.Count; other++)
            {
                if (other != s && Corners(scene.Solids[s]).Any(c => IsIn(scene.Solids[other], c))) throw new InputException($"\"{names[s]}\" and \"{names[other]}\" overlap at the start by more than {Tolerated * 100:0}% of the one's size; move one with \"position\"");
            }
        }
    }

    /// <summary>Some corners, moved towards the middle of their box.</summary>
    private static IEnumerable<Double3> Corners(SceneSolid solid)
    {
        var (low, high) = Box(solid);
        var middle = (low + high) * 0.5;
        var every = 1 + (solid.Solid.Points.Length / MostCorners);
        return solid.Solid.Points.Where((_, i) => i % every == 0).Select(p => solid.Place.ToWorld(new(p.X, p.Y, p.Z))).Select(p => p + ((middle - p) * (2 * Tolerated)));
    }

    private static (Double3 Low, Double3 High) Box(SceneSolid solid)
    {
        var (low, high) = Fracturing.SiteMaker.Bounds(solid.Solid.Points);
        return (solid.Place.ToWorld(new(low.X, low.Y, low.Z)), solid.Place.ToWorld(new(high.X, high.Y, high.Z)));
    }

    private static bool IsIn(SceneSolid solid, Double3 place)
    {
        var (low, high) = Box(solid);
        return place.X > low.X && place.Y > low.Y && place.Z > low.Z && place.X < high.X && place.Y < high.Y && place.Z < high.Z && solid.Solid.Contains(solid.Place.ToGrid(place));
    }
}
