namespace P2C2R.Cli.Output;

/// <summary>Columns that align, without lines or colours, so that scripts can read them too.</summary>
/// <param name="headers">One for each column; a leading '&gt;' aligns it to the right.</param>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes header and rows.</summary>
    public void Write(TextWriter writer)
    {
        var names = headers.Select(static h => h.TrimStart('>')).ToArray();
        var widths = names.Select((name, i) => _rows.Select(r => r[i].Length).Append(name.Length).Max()).ToArray();
        foreach (var row in _rows.Prepend(names))
        {
            var cells = row.Select((cell, i) => headers[i].StartsWith('>') ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            writer.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
