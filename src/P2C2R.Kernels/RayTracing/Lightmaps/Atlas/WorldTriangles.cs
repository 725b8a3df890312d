using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>The triangles of an instance in the world, in binary64 from its binary32 places.</summary>
/// <param name="scene">The scene.</param>
/// <param name="instance">The instance.</param>
internal sealed class WorldTriangles(Scene scene, SceneInstance instance)
{
    private readonly SceneMesh _mesh = scene.Meshes[instance.Mesh];

    /// <summary>The mesh.</summary>
    public SceneMesh Mesh => _mesh;

    /// <summary>How many there are.</summary>
    public int Count => _mesh.TriangleCount;

    /// <summary>The area of all triangles of an instance.</summary>
    public static double Area(Scene scene, SceneInstance instance)
    {
        var triangles = new WorldTriangles(scene, instance);
        var sum = 0.0;
        for (var i = 0; i < triangles.Count; i++) sum += triangles.Normal(i).Length / 2;
        return sum;
    }

    /// <summary>A corner.</summary>
    public Double3 Corner(int triangle, int corner)
    {
        var place = instance.ToWorld.Point(Float3.From(_mesh.Positions, 3 * _mesh.Indices[(3 * triangle) + corner]));
        return new Double3(place.X, place.Y, place.Z);
    }

    /// <summary>The normal on the front, twice as long as the triangle is large.</summary>
    public Double3 Normal(int triangle)
    {
        var a = Corner(triangle, 0);
        var normal = Double3.Cross(Corner(triangle, 1) - a, Corner(triangle, 2) - a);
        return instance.ToWorld.Mirrors ? normal * -1 : normal;
    }
}
