using System.Diagnostics;

namespace P2C2R.Tests.Golden;

/// <summary>A child process that runs classes of golden tests under another setting of the runtime.</summary>
internal static class GoldenProcess
{
    /// <summary>Runs classes; fails where the child fails.</summary>
    /// <param name="setting">An environment variable and its value: <c>DOTNET_EnableAVX2=0</c>.</param>
    /// <param name="expectOff">The processor's features that must be off in the child.</param>
    /// <param name="classes">The classes; a test of one asserts that the features of <see cref="GoldenHashTests.ExpectOffVariable"/> are off.</param>
    /// <returns>What the child printed.</returns>
    public static async Task<string> RunAsync(string setting, string expectOff, params Type[] classes)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "P2C2R.Tests.exe" : "P2C2R.Tests"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in classes.SelectMany(static c => new[] { "-class", c.FullName! }).Append("-noLogo")) start.ArgumentList.Add(argument);
        var parts = setting.Split('=');
        start.Environment[parts[0]] = parts[1];
        start.Environment[GoldenHashTests.ExpectOffVariable] = expectOff;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{setting}\n{output}\n{await errors}");
        return output;
    }
}
