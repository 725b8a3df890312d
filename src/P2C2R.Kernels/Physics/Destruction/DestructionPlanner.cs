using P2C2R.Kernels.Physics.Destruction.Scenes;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Physics.Destruction;

/// <summary>Cuts a task into slices: one for each solid, then a chain for each scenario.</summary>
internal static class DestructionPlanner
{
    // A piece has about 40 triangles and 22 vertices.
    private const long BytesPerSite = 800;
    private const long BytesPerPose = 28;

    /// <summary>Plans.</summary>
    public static TaskPlan Plan(KernelId kernel, ReadOnlyMemory<byte> document, IInputFiles files)
    {
        var plan = DestructionDocument.Read(document.Span, files);
        var scene = SceneFormat.Write(plan.Scene);
        var hash = Sha256Hash.Of(scene.Span);
        var slices = new List<PlannedSlice>();
        for (var s = 0; s < plan.Scene.Solids.Count; s++)
        {
            var units = DestructionUnits.OfSolid(plan.Scene.Solids[s]);
            slices.Add(new(DestructionJob.Break(s).Write(), [hash], [], units, units) { OutputBytes = plan.Scene.Solids[s].Sites.Total * BytesPerSite });
        }

        var solids = Enumerable.Range(0, slices.Count).ToArray();
        var sites = plan.Scene.Solids.Sum(static s => s.Sites.Total);
        for (var scenario = 0; scenario < plan.Scenarios.Count && plan.Steps > 0; scenario++)
        {
            for (var part = 0; part < plan.SlicesEach; part++)
            {
                var job = plan.Job(scenario, part);
                var steps = job.To - job.From;
                slices.Add(new(job.Write(), [hash], part == 0 ? solids : [.. solids, slices.Count - 1], DestructionUnits.OfSteps(steps, sites), DestructionUnits.MostOfSteps(steps, sites))
                {
                    OutputBytes = (job.Frames + 4) * (sites + plan.Scene.Projectiles.Count) * BytesPerPose,
                });
            }
        }

        return new TaskPlan(kernel, document, slices, new Dictionary<Sha256Hash, ReadOnlyMemory<byte>> { [hash] = scene }, plan);
    }
}
