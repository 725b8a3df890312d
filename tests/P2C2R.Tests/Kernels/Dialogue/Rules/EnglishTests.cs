using P2C2R.Kernels.Dialogue.Rules;

namespace P2C2R.Tests.Kernels.Dialogue.Rules;

public sealed class EnglishTests
{
    [Theory]
    [InlineData("owl", "an owl")]
    [InlineData("cat", "a cat")]
    [InlineData("unicorn", "a unicorn")]
    [InlineData("honest man", "an honest man")]
    [InlineData("one-eyed dog", "a one-eyed dog")]
    [InlineData("", "")]
    public void Articles_follow_the_sound(string noun, string expected) => Assert.Equal(expected, English.Article(noun));

    [Theory]
    [InlineData("barrel", "barrels")]
    [InlineData("penny", "pennies")]
    [InlineData("boy", "boys")]
    [InlineData("witch", "witches")]
    [InlineData("box", "boxes")]
    [InlineData("wolf", "wolves")]
    [InlineData("watchman", "watchmen")]
    [InlineData("human", "humans")]
    [InlineData("half-elf", "half-elves")]
    [InlineData("old woman", "old women")]
    [InlineData("Child", "Children")]
    [InlineData("sheep", "sheep")]
    public void Plurals_are_those_of_the_last_word(string noun, string expected) => Assert.Equal(expected, English.Plural(noun));

    [Theory]
    [InlineData(0, "zero")]
    [InlineData(7, "seven")]
    [InlineData(20, "twenty")]
    [InlineData(23, "twenty-three")]
    [InlineData(100, "one hundred")]
    [InlineData(714, "seven hundred and fourteen")]
    [InlineData(1000, "1000")]
    [InlineData(-3, "-3")]
    public void Whole_numbers_are_spelt_up_to_999(long number, string expected) => Assert.Equal(expected, English.Spell(number * 1_000));

    [Fact]
    public void Only_ASCII_letters_become_capitals() => Assert.Equal(("Über", "éa", "éA"), (English.Capital("Über"), English.Capital("éa"), English.Upper("éa")));
}
