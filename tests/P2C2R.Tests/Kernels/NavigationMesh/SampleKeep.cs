namespace P2C2R.Tests.Kernels.NavigationMesh;

/// <summary>Makes the sample mesh: a yard with walls, a room with a door, pillars, and a bridge that a ramp and stairs lead up to.</summary>
internal static class SampleKeep
{
    public static byte[] Obj()
    {
        var scene = new ObjScene();
        scene.Comment("P2C2R sample: a keep's yard, 32 x 22 units, y up; made by SampleKeep.cs");
        scene.Ground(0, 0, 32, 22, 0);
        scene.Comment("walls around");
        scene.Box(0, 0, 0, 32, 3, 0.5);
        scene.Box(0, 0, 21.5, 32, 3, 22);
        scene.Box(0, 0, 0.5, 0.5, 3, 21.5);
        scene.Box(31.5, 0, 0.5, 32, 3, 21.5);
        scene.Comment("a bridge from a ramp in the west to stairs in the east");
        scene.Ramp(4, 0, 10, 3.2, 8, 11);
        scene.Box(10, 2.8, 8, 20, 3.2, 11);
        for (var i = 0; i < 8; i++) scene.Box(20 + (i * 0.75), 0, 8, 20.75 + (i * 0.75), 3.2 - (i * 0.4), 11);
        scene.Comment("a room with a door");
        scene.Box(20, 0, 14, 31.5, 3, 14.4);
        scene.Box(20, 0, 14.4, 20.4, 3, 16.4);
        scene.Box(20, 0, 18.4, 20.4, 3, 21.5);
        scene.Comment("a hut whose roof nobody reaches, pillars, crates");
        scene.Box(5, 0, 15, 10, 2.6, 19);
        foreach (var (x, z) in ((double X, double Z)[])[(13, 3), (17, 5), (21, 3), (25, 5), (13, 17), (16, 15)]) scene.Box(x, 0, z, x + 0.8, 3, z + 0.8);
        scene.Box(3, 0, 3, 4.2, 0.6, 4.2);
        scene.Box(7, 0, 3, 8.4, 1.2, 5);
        return scene.Bytes;
    }
}
