using P2C2R.Cli.Output;
using P2C2R.Client;

namespace P2C2R.Cli.Gamer;

/// <summary>Where a gamer's session is shown: to people or to a program.</summary>
internal interface IGamerScreen
{
    /// <summary>Who is where.</summary>
    void Greet(string name, string coordinator, Protocol.Welcome welcome);

    /// <summary>What can be chosen.</summary>
    void ShowMenu();

    /// <summary>The next line of the input; null at its end.</summary>
    string? Ask();

    /// <summary>Runs a task and shows how far it is, and where it can be looked at.</summary>
    Task<TaskOutcome> WatchAsync(string title, PreviewFile preview, Func<IProgress<TaskProgress>, Task<TaskOutcome>> run);

    /// <summary>What became of a task.</summary>
    void Show(string input, OutcomeReport report, string folder);

    /// <summary>A choice that can't be obeyed, and why.</summary>
    void Refuse(string reason);

    /// <summary>The session is over.</summary>
    void ShowSummary(SessionTally tally, string outputs);
}
