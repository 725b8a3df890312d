using P2C2R.Kernels.RayTracing.Scenes;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>Cuts layers into slices: regions times blocks of samples.</summary>
internal static class RayPlanner
{
    /// <summary>Plans.</summary>
    /// <param name="kernel">What the plan is for.</param>
    /// <param name="bytes">The document.</param>
    /// <param name="fields">What it says of the scene and of slicing.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="archive">The scene's files.</param>
    /// <param name="layers">What to measure.</param>
    public static TaskPlan Plan(KernelId kernel, ReadOnlyMemory<byte> bytes, SceneFields fields, Scene scene, ReadOnlyMemory<byte> archive, LayerList layers)
    {
        var hash = Sha256Hash.Of(archive.Span);
        var planned = layers.Layers.Select(l => Cut(l, fields, l.Identity(fields.Source, hash))).ToList();
        var slices = new List<PlannedSlice>();
        for (var block = 0; block < planned.Max(static l => l.Blocks.Count); block++)
        {
            for (var i = 0; i < planned.Count; i++)
            {
                if (block >= planned[i].Blocks.Count) continue;
                planned[i] = planned[i] with { Starts = [.. planned[i].Starts, slices.Count] };
                AddBlock(slices, planned[i], block, fields.Source, hash);
            }
        }

        var blobs = new Dictionary<Sha256Hash, ReadOnlyMemory<byte>> { [hash] = archive };
        return new TaskPlan(kernel, bytes, slices, blobs, new RayPlan(scene, planned, layers.Denoised, fields.Exposure, fields.Earlier?.Result.Rays ?? 0));
    }

    private static PlannedLayer Cut(Layer layer, SceneFields fields, Sha256Hash identity)
    {
        // A row of probes is cut into short ones: each has many numbers and many samples.
        var side = layer.View.Height == 1 ? Math.Min(fields.TileSize, 16) : fields.TileSize;
        var regions = Region.Cut(layer.View.Width, layer.View.Height, side).ToList();
        var earlier = fields.Earlier?.Find(layer, identity);
        var blocks = SampleBlock.Cut(earlier?.Samples ?? 0, layer.Samples, fields.BlockLength).ToList();
        return new PlannedLayer(layer, identity, regions, blocks, [], earlier?.Sums);
    }

    /// <summary>Adds the slices of one block of samples, one for each region.</summary>
    private static void AddBlock(List<PlannedSlice> slices, PlannedLayer planned, int block, SceneSource source, Sha256Hash archive)
    {
        if (slices.Count + (long)planned.Regions.Count > Limits.MaxSlicesPerTask) throw new InputException($"so many items and samples make more than {Limits.MaxSlicesPerTask} slices; give a greater \"tile_size\" (at most {SceneFields.MaxTile}) or fewer \"samples\"");
        var layer = planned.Layer;
        foreach (var region in planned.Regions) slices.Add(PlanSlice(new RaySlice(source, layer.View, layer.Measure, layer.Seed, region, planned.Blocks[block]), archive));
    }

    private static PlannedSlice PlanSlice(RaySlice slice, Sha256Hash archive)
    {
        if (slice.MostRays > Limits.MaxUnitsPerSlice) throw new InputException("one tile has too many samples and bounces; make \"tile_size\" smaller");
        return new PlannedSlice(slice.Write(), [archive], [], Math.Min(slice.UsualRays, slice.MostRays), slice.MostRays) { OutputBytes = slice.OutputBytes };
    }
}
