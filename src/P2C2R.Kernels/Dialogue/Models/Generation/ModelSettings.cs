using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Dialogue.Models.Generation;

/// <summary>
/// What a document says about how to use a model. In canonical bytes: <c>i32 temperature, top-k, top-p, penalty (thousandths) | text template | i32 count |
/// count x text stop</c>.
/// </summary>
/// <param name="Sampling">How tokens are chosen.</param>
/// <param name="Template">What the model is told.</param>
/// <param name="Stops">Strings at which a line ends.</param>
internal sealed record ModelSettings(SamplingSettings Sampling, PromptTemplate Template, IReadOnlyList<string> Stops)
{
    /// <summary>Strings at which a line ends.</summary>
    public const int MaxStops = 8;

    /// <summary>Bytes of such a string.</summary>
    public const int MaxStopBytes = 64;

    /// <summary>Writes them.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var writer = new CanonicalWriter();
        writer.I32(Sampling.Temperature);
        writer.I32(Sampling.TopK);
        writer.I32(Sampling.TopP);
        writer.I32(Sampling.Penalty);
        CanonicalText.Write(writer, Template.Text);
        writer.I32(Stops.Count);
        foreach (var stop in Stops) CanonicalText.Write(writer, stop);
        return writer.Written;
    }

    /// <summary>Reads them; null where the bytes are not such.</summary>
    public static ModelSettings? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var sampling = new SamplingSettings(reader.I32(), reader.I32(), reader.I32(), reader.I32());
        if (!sampling.AreValid || !CanonicalText.TryRead(ref reader, PromptTemplate.MaxBytes, out var text)) return null;
        if (PromptTemplate.FindMistake(text) is not null) return null;
        var count = reader.I32();
        if (count is < 0 or > MaxStops) return null;
        var stops = new List<string>();
        for (var i = 0; i < count; i++)
        {
            if (!CanonicalText.TryRead(ref reader, MaxStopBytes, out var stop) || stop.Length == 0) return null;
            stops.Add(stop);
        }

        return reader.AtEnd ? new ModelSettings(sampling, new PromptTemplate(text), stops) : null;
    }
}
