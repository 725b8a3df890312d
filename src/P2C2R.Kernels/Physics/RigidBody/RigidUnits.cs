namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>
/// Work units: in each step one for each body that is awake, and in each substep one for each contact and each joint that was solved.
/// They follow from what is computed, not from how.
/// </summary>
internal static class RigidUnits
{
    // Boxes on a floor have three neighbours each, on average; a pile of hulls, too.
    private const int UsualContacts = 3;

    // More than shapes of one size can touch; a body of many triangles may come to more, and stops.
    private const int MostContacts = 24;

    /// <summary>Of a step.</summary>
    public static long OfStep(int awake, int contacts, int joints, int substeps) => awake + ((long)substeps * (contacts + joints));

    /// <summary>What a slice will take, for placement.</summary>
    public static long Expected(RigidScene scene, int moving, int steps) => steps * OfStep(moving, UsualContacts * moving, scene.Joints.Count, scene.Substeps);

    /// <summary>What a slice may take.</summary>
    public static long Most(RigidScene scene, int moving, int steps) => (steps * OfStep(moving, MostContacts * moving, scene.Joints.Count, scene.Substeps)) + 1;
}
