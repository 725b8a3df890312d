Console.WriteLine("p2c2r");
