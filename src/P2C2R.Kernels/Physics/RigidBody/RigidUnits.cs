namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>
/// Work units: in each step one for each body that is awake, and in each substep one for each contact and each joint that was solved.
/// A step after which queries are asked takes one more for each collider, and 16 for each query. They follow from what is computed, not from how.
/// </summary>
internal static class RigidUnits
{
    // Boxes on a floor have three neighbours each, on average; a pile of hulls, too.
    private const int UsualContacts = 3;

    // More than shapes of one size can touch; a body of many triangles may come to more, and stops.
    private const int MostContacts = 24;
    private const int UnitsOfQuery = 16;

    /// <summary>Of a step.</summary>
    public static long OfStep(int awake, int contacts, int joints, int substeps) => awake + ((long)substeps * (contacts + joints));

    /// <summary>Of the queries that are asked at one time.</summary>
    public static long OfQueries(int colliders, int asked) => asked == 0 ? 0 : colliders + (UnitsOfQuery * (long)asked);

    /// <summary>What a slice will take, for placement.</summary>
    public static long Expected(RigidScene scene, int moving, RigidJob job) => (job.Steps * OfStep(moving, UsualContacts * moving, scene.Joints.Count, scene.Substeps)) + OfQueries(scene, job);

    /// <summary>What a slice may take.</summary>
    public static long Most(RigidScene scene, int moving, RigidJob job) => (job.Steps * OfStep(moving, MostContacts * moving, scene.Joints.Count, scene.Substeps)) + OfQueries(scene, job) + 1;

    /// <summary>As if no two were asked at one time, unless there are more than times.</summary>
    private static long OfQueries(RigidScene scene, RigidJob job)
    {
        var asked = job.Answers(scene);
        return asked == 0 ? 0 : (Math.Min(asked, job.Steps + 1) * scene.Bodies.Sum(static b => b.Parts.Count)) + (UnitsOfQuery * asked);
    }
}
