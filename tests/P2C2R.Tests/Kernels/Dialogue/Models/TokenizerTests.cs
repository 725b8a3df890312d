using System.Text;
using P2C2R.Cli.Bench.Models;
using P2C2R.Kernels.Dialogue.Models.Files;
using P2C2R.Kernels.Dialogue.Models.Tokenizers;

namespace P2C2R.Tests.Kernels.Dialogue.Models;

/// <summary>What is encoded decodes to itself, whatever it is.</summary>
public sealed class TokenizerTests
{
    private const int Texts = 3_000;

    [Theory]
    [InlineData("pieces")]
    [InlineData("default")]
    [InlineData("llama-bpe")]
    [InlineData("qwen2")]
    public void Any_text_comes_back(string name) => AssertRoundTrip(Make(name));

    [Fact]
    public void Any_text_comes_back_from_the_published_tokenizer() => AssertRoundTrip(Published());

    [Fact]
    public void The_published_tokenizer_merges_as_it_should()
    {
        var tokenizer = Published();
        var tokens = Encode(tokenizer, "sing in");

        // Tokens 264 and 259 are "ing" and "in", as the file says.
        Assert.Equal(" s|ing| in", string.Join('|', tokens.Select(t => Encoding.UTF8.GetString(tokenizer.Vocabulary.Name(t)))));
    }

    [Theory]
    [InlineData("default", "the theatre,  I'll sing 1234\n\n x", "the| theatre|,| | I|'ll| sing| 1234|\n\n| x")]
    [InlineData("llama-bpe", "the theatre,  I'LL sing 1234!\n\n x", "the| theatre|,| | I|'LL| sing| |123|4|!\n\n| x")]
    [InlineData("qwen2", "(word) 12\u00a0\u4e2d\u6587\u3002", "(word|)| |1|2|\u00a0\u4e2d\u6587|\u3002")]
    public void Words_are_split_as_the_regular_expressions_do(string pre, string text, string expected)
    {
        var words = new List<string>();
        var splitter = new WordSplitter(Encoding.UTF8.GetBytes(text), WordStyle.Find(pre)!);
        while (splitter.Next(out var word)) words.Add(Encoding.UTF8.GetString(word));
        Assert.Equal(expected, string.Join('|', words));
    }

    [Fact]
    public void Bytes_are_merged_in_the_order_of_the_list()
    {
        var tokenizer = Make("default");
        var tokens = Encode(tokenizer, "the the sing I'll");
        Assert.Equal("the|Ġthe|Ġ|s|ing|Ġ|I|'ll", string.Join('|', tokens.Select(t => Encoding.UTF8.GetString(tokenizer.Vocabulary.Name(t)))));
    }

    [Fact]
    public void Names_of_control_tokens_mean_something_in_templates_only()
    {
        var tokenizer = Make("default");
        var (plain, marked) = (new List<int>(), new List<int>());
        tokenizer.Encode("a<|end|>"u8, plain, TestContext.Current.CancellationToken);
        tokenizer.EncodeWithMarks("a<|end|>"u8, marked, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(tokenizer.End, plain);
        Assert.Equal(tokenizer.End, marked[^1]);
        Assert.Equal(2, marked.Count);
    }

    private static Tokenizer Make(string name) =>
        GgufTokenizerReader.Read(GgufFile.Read(name == "pieces" ? ModelFiles.Make(WeightType.Q4) : ModelFiles.MakeByteLevel(name)));

    private static Tokenizer Published() => CheckpointTokenizerReader.Read(File.ReadAllBytes(Path.Combine(RealData.Require("llm"), "tok512.bin")), 512);

    private static List<int> Encode(Tokenizer tokenizer, string text)
    {
        var tokens = new List<int>();
        tokenizer.Encode(Encoding.UTF8.GetBytes(text), tokens);
        return tokens;
    }

    private static void AssertRoundTrip(Tokenizer tokenizer)
    {
        var random = new Random(3);
        for (var i = 0; i < Texts; i++)
        {
            var text = RandomText(random);
            Assert.Equal(text, Encoding.UTF8.GetString(tokenizer.Decode(Encode(tokenizer, text))));
        }
    }

    // SentencePiece itself can't tell U+2581 from a space, so that one is left out.
    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(40); length > 0; length--)
        {
            var code = random.Next(6) switch
            {
                0 or 1 => random.Next(0x80),
                2 => " the in ing\n  "[random.Next(14)],
                3 => random.Next(0x80, 0x800),
                4 => random.Next(0x800, 0xD800),
                _ => random.Next(0xE000, 0x110000),
            };
            text.Append(new Rune(code == 0x2581 ? 'x' : code));
        }

        return text.ToString();
    }
}
