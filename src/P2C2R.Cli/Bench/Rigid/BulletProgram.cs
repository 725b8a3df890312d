using System.Diagnostics;

namespace P2C2R.Cli.Bench.Rigid;

/// <summary>Bullet (Debian's libbullet-dev), in a small program of ours that is compiled here.</summary>
/// <param name="program">The compiled program.</param>
internal sealed class BulletProgram(string program)
{
    private const string Headers = "/usr/include/bullet";

    /// <summary>Compiles the program of bench/rigid; null where compiler, library or source aren't here.</summary>
    /// <param name="folder">Receives it.</param>
    public static BulletProgram? Compile(string folder)
    {
        if (FindSource() is not { } source || !Directory.Exists(Headers)) return null;
        var program = Path.Combine(folder, "bullet");
        try
        {
            Run("g++", ["-O3", "-march=native", "-DNDEBUG", $"-I{Headers}", source, "-lBulletDynamics", "-lBulletCollision", "-lLinearMath", "-o", program]);
            return new BulletProgram(program);
        }
        catch (Exception e) when (e is IOException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Steps a scene.</summary>
    public RigidResult Step(string scene, int steps) => RigidResult.Read("bullet", Run(program, [scene, $"{steps}"]));

    /// <summary>What a program prints.</summary>
    public static string Run(string command, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new IOException($"{command} does not start");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new IOException($"{command} ended with {process.ExitCode}");
    }

    private static string? FindSource()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var source = Path.Combine(folder.FullName, "bench", "rigid", "bullet.cpp");
            if (File.Exists(source)) return source;
        }

        return null;
    }
}
