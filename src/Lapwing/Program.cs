Console.WriteLine("Lapwing");
