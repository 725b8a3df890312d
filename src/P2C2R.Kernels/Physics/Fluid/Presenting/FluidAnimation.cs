using P2C2R.Kernels.Meshes;

namespace P2C2R.Kernels.Physics.Fluid.Presenting;

/// <summary>
/// Frames as one file that viewers play: a mesh for each frame, there until the next one, and solids that move. A viewer that plays nothing shows the last frame. Of many frames
/// every second, third ... is left out, so that a file stays small enough to open.
/// </summary>
/// <param name="document">The tank.</param>
/// <param name="frames">The run's frames.</param>
internal sealed class FluidAnimation(FluidDocument document, IReadOnlyList<FluidFrame> frames)
{
    private const int MostFrames = 120;
    private const long MostPoints = 6_000_000;

    private readonly ShownSolids _solids = new(document);

    /// <summary>The frames that are shown, the last one among them.</summary>
    public List<FluidFrame> Shown { get; } = Choose(frames);

    /// <summary>Writes a file.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="make">The mesh of a frame; null where there is nothing to see.</param>
    public void Write(Stream file, Func<FluidFrame, GlbNode?> make)
    {
        var materials = new GlbMaterialList();
        var (stone, wood, water) = (materials.Add([140, 136, 130, 255]), materials.Add([196, 120, 60, 255]), materials.Add([40, 110, 200, 255]));
        var (meshes, objects) = (_solids.Meshes(stone, wood), new List<GlbAnimatedObject>());
        for (var i = 0; i < meshes.Count; i++) objects.Add(Track(meshes[i].Name, i));
        for (var i = 0; i < Shown.Count; i++)
        {
            if (make(Shown[i]) is not { } mesh) continue;
            objects.Add(new GlbAnimatedObject(mesh.Name, [new GlbPlacedMesh(meshes.Count, [0, 0, 0], [0, 0, 0, 1])], [0, 0, 0], [0, 0, 0, 1]) { ShownAt = Shown.Count > 1 ? i : null });
            meshes.Add(mesh with { Material = water });
        }

        if (objects.Count > 0) GlbAnimation.Write(file, meshes, objects, materials, [.. Shown.Select(f => (float)(f.Step * document.TimeStep))]);
    }

    private static List<FluidFrame> Choose(IReadOnlyList<FluidFrame> frames)
    {
        var most = Math.Min(MostFrames, 1 + (MostPoints / Math.Max(1, frames.Max(static f => f.Count))));
        var stride = (int)((frames.Count + most - 1) / most);
        return [.. frames.Where((_, i) => (frames.Count - 1 - i) % stride == 0)];
    }

    private GlbAnimatedObject Track(string name, int solid)
    {
        var (places, turns) = (new List<float>(), new List<float>());
        foreach (var frame in Shown)
        {
            var (place, turn) = _solids.Pose(solid, frame);
            places.AddRange([place.X, place.Y, place.Z]);
            turns.AddRange([turn.X, turn.Y, turn.Z, turn.W]);
        }

        return new GlbAnimatedObject(name, [new GlbPlacedMesh(solid, [0, 0, 0], [0, 0, 0, 1])], [.. places], [.. turns]);
    }
}
