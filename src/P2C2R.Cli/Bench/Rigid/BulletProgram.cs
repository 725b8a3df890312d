namespace P2C2R.Cli.Bench.Rigid;

/// <summary>Bullet (Debian's libbullet-dev), in a small program of ours that is compiled here.</summary>
/// <param name="program">The compiled program.</param>
internal sealed class BulletProgram(CompiledProgram program)
{
    private const string Headers = "/usr/include/bullet";

    /// <summary>Compiles the program of bench/rigid; null where compiler, library or source aren't here.</summary>
    /// <param name="folder">Receives it.</param>
    public static BulletProgram? Compile(string folder)
    {
        var compiled = CompiledProgram.Compile("rigid/bullet.cpp", folder, Headers, ["-O3", "-march=native", "-DNDEBUG", $"-I{Headers}"], ["-lBulletDynamics", "-lBulletCollision", "-lLinearMath"]);
        return compiled is null ? null : new BulletProgram(compiled);
    }

    /// <summary>Steps a scene.</summary>
    public RigidResult Step(string scene, int steps) => RigidResult.Read("bullet", program.Run(scene, $"{steps}"));
}
