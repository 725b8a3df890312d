using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.NarrowPhase;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Makes slices of a document: a chain for each scenario, all with the same scene.</summary>
internal static class RigidPlanner
{
    /// <summary>Plans.</summary>
    public static TaskPlan Plan(KernelId kernel, ReadOnlyMemory<byte> document, IInputFiles files)
    {
        var read = RigidDocument.Read(document.Span, files);
        var plan = read.Plan();
        CheckStart(plan);
        var scene = SceneFormat.Write(plan.Built.Scene);
        if (scene.Length > RigidLimits.MaxSceneBytes) throw new InputException($"the scene has {scene.Length} bytes; at most {RigidLimits.MaxSceneBytes} are possible: use smaller meshes or fewer bodies");
        var hash = Sha256Hash.Of(scene.Span);
        var blobs = new Dictionary<Sha256Hash, ReadOnlyMemory<byte>> { [hash] = scene };
        var slices = new List<PlannedSlice>();
        var moving = plan.Built.Moving.Length;
        for (var i = 0; i < plan.Scenarios.Count * plan.SlicesEach; i++)
        {
            var job = plan.Job(i);
            var bytes = RigidSolver.HeaderBytes + (job.Frames * RigidSolver.FrameBytes(moving)) + (job.Answers(plan.Built.Scene) * 60) + (moving * 1400L);
            slices.Add(new PlannedSlice(job.Write(), [hash, .. Before(plan, i, blobs)], i % plan.SlicesEach == 0 ? [] : [i - 1], RigidUnits.Expected(plan.Built.Scene, moving, job), RigidUnits.Most(plan.Built.Scene, moving, job)) { OutputBytes = bytes });
        }

        return new TaskPlan(kernel, document, slices, blobs, plan);
    }

    /// <summary>The blob with which the first slice of a scenario goes on from an earlier run.</summary>
    private static Sha256Hash[] Before(RigidPlan plan, int slice, Dictionary<Sha256Hash, ReadOnlyMemory<byte>> blobs)
    {
        if (plan.Earlier is not { } earlier || slice % plan.SlicesEach != 0) return [];
        var start = earlier.Start(slice / plan.SlicesEach, plan);
        var hash = Sha256Hash.Of(start.Span);
        blobs[hash] = start;
        return [hash];
    }

    /// <summary>Bodies that start deep in one another would fly apart.</summary>
    private static void CheckStart(RigidPlan plan)
    {
        using var world = plan.Built.Start(plan.Scenarios[0], 1);
        world.FindContacts();
        for (var c = 0; c < world.Contacts.Count; c++)
        {
            if (world.Contacts.Touching[c] == 0) continue;
            var (a, b) = (world.Contacts.A[c], world.Contacts.B[c]);
            var most = RigidLimits.MaxStartOverlap * Math.Min(Thickness(world, a), Thickness(world, b));
            for (var k = 0; k < Manifold.Most; k++)
            {
                var overlap = -world.Contacts.Rows[(c * ContactStore.Row) + ContactStore.Points + (4 * k) + 3];
                if (overlap <= most) continue;
                var (first, second) = (plan.Names[world.Colliders.Bodies[a]], plan.Names[world.Colliders.Bodies[b]]);
                throw new InputException(FormattableString.Invariant($"bodies \"{first}\" and \"{second}\" overlap by {overlap:0.###} m at the start; at most {most:0.###} m are possible: move them apart, or give them \"groups\" and \"mask\" that don't meet"));
            }
        }
    }

    private static float Thickness(RigidWorld world, int collider) => world.Colliders.Shapes[collider].Mesh is null ? world.Colliders.Thicknesses[collider] : float.PositiveInfinity;
}
