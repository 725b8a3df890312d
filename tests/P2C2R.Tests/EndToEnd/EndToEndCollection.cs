namespace P2C2R.Tests.EndToEnd;

/// <summary>Tests that start many processes run one after the other, so that they don't wait for one another's processors.</summary>
[CollectionDefinition(Name)]
public sealed class EndToEndCollection
{
    public const string Name = "end to end";
}
