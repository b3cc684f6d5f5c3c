mod adaptive;
mod faulty;
mod jurisdictions;
mod notices;
mod released;
mod shipped;
