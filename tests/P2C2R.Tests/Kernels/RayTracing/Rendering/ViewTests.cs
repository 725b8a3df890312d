using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Tests.Kernels.RayTracing.Rendering;

public sealed class ViewTests
{
    /// <summary>OpenGL 4.6, table 8.19: the major axis of each face, and where s and t go.</summary>
    [Fact]
    public void The_faces_of_a_cube_look_where_graphics_cards_expect()
    {
        Float3[] middles = [new(1, 0, 0), new(-1, 0, 0), new(0, 1, 0), new(0, -1, 0), new(0, 0, 1), new(0, 0, -1)];
        var view = new CubeView(default, 5);
        for (var face = 0; face < 6; face++) Assert.True((view.RayOf((5 * face) + 2, 2, 0.5f, 0.5f).Direction - middles[face]).Length < 1e-6f);

        // A direction back to a face's s and t by the standard's formulas.
        for (var face = 0; face < 6; face++)
        {
            var d = view.RayOf((5 * face) + 4, 1, 0.5f, 0.5f).Direction;
            var (sc, tc, ma) = face switch { 0 => (-d.Z, -d.Y, d.X), 1 => (d.Z, -d.Y, d.X), 2 => (d.X, d.Z, d.Y), 3 => (d.X, -d.Z, d.Y), 4 => (d.X, -d.Y, d.Z), _ => (-d.X, -d.Y, d.Z) };
            Assert.Equal(0.9, ((sc / Math.Abs(ma)) + 1) / 2, 1e-5);
            Assert.Equal(0.3, ((tc / Math.Abs(ma)) + 1) / 2, 1e-5);
        }
    }

    [Fact]
    public void A_picture_s_edges_lie_at_half_the_camera_s_angle()
    {
        var view = new CameraView(SceneCamera.LookAt(default, new Float3(0, 0, -3), new Float3(0, 1, 0), 90), 200, 100);
        var top = view.RayOf(100, 0, 0, 0).Direction;
        Assert.Equal(1, -top.Y / top.Z, 1e-5);
        Assert.Equal(0, top.X, 1e-5);
        var right = view.RayOf(199, 50, 0.99999994f, 0).Direction;
        Assert.Equal(2, -right.X / right.Z, 1e-4);
    }
}
