using P2C2R.Client;
using P2C2R.Kernels;

namespace P2C2R.Cli.Commands;

/// <summary>Turns what a command's work may throw into one line on stderr and the exit code that it documents.</summary>
internal static class CommandRunner
{
    /// <summary>Runs a command.</summary>
    public static async Task<int> RunAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (GridException e)
        {
            await Console.Error.WriteLineAsync($"p2c2r: {Output.Figures.Name(e.Code)}: {e.Message}");
            return ExitCodes.Of(e.Code);
        }
        catch (Exception e) when (e is InputException or ArgumentException)
        {
            await Console.Error.WriteLineAsync($"p2c2r: {e.Message}");
            return ExitCodes.BadInput;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("p2c2r: cancelled");
            return ExitCodes.Cancelled;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"p2c2r: {e.Message}");
            return ExitCodes.Internal;
        }
    }
}
